package dev.fixedip.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;

@ExtendWith(SharedMotoServer.class)
class MotoServerIT {
  @Test
  void tellsTheStory(MotoServer moto) {
    try (Ec2Client ec2 = moto.ec2()) {
      MotoStory story = MotoStory.build(ec2);

      Instance linux = instance(ec2, story.linuxInstanceId());
      Instance windows = instance(ec2, story.windowsInstanceId());
      assertThat(linux.privateIpAddress()).isEqualTo("10.0.0.50");
      assertThat(linux.platformAsString()).isNull();
      assertThat(windows.privateIpAddress()).isEqualTo("10.0.0.133");
      assertThat(windows.platformAsString()).isEqualTo("windows");
      assertThat(windows.tags()).extracting("value").containsExactly("windows");
      assertThat(windows.placement().availabilityZone())
          .isEqualTo(linux.placement().availabilityZone());
      assertThat(windows.networkInterfaces().getFirst().groups())
          .extracting("groupId")
          .containsExactly(story.securityGroupId());
    }
  }

  @Test
  void forgetsEverythingOnReset(MotoServer moto) {
    try (Ec2Client ec2 = moto.ec2()) {
      MotoStory.build(ec2);

      moto.reset();

      assertThat(ec2.describeInstances().reservations()).isEmpty();
    }
  }

  private static Instance instance(Ec2Client ec2, String id) {
    return ec2.describeInstances(request -> request.instanceIds(id))
        .reservations()
        .getFirst()
        .instances()
        .getFirst();
  }
}
