package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Worlds;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;

class ImagesTest {
  private static final String OWN = "ami-0123456789abcdef0";

  private static Instance launched(Consumer<World> world, String imageId) {
    var options = SimulatorOptions.at(InstantSource.system()).withWorld(world);
    try (var simulator = Simulator.start(options);
        Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint())) {
      return ec2.runInstances(
              r -> r.imageId(imageId).minCount(1).maxCount(1).subnetId(Worlds.SUBNET))
          .instances()
          .getFirst();
    }
  }

  @Test
  void anyWellFormedIdIsAnImageWhereNoneIsDeclared() {
    assertThat(launched(Worlds.story(), OWN).platformAsString()).isNull();
    assertThat(launched(Worlds.story(), Images.WINDOWS).platformAsString()).isEqualTo("windows");
    Ec2Contract.assertRefused(
        () -> launched(Worlds.story(), "ubuntu"), "InvalidAMIID.Malformed", "ubuntu");
  }

  @Test
  void onlyDeclaredImagesAreThereWhereAnyIs() {
    Consumer<World> declaring =
        Worlds.story().andThen(world -> world.images().declare(OWN, "windows"));

    assertThat(launched(declaring, OWN).platformAsString()).isEqualTo("windows");
    assertThat(launched(declaring, Images.LINUX).imageId()).isEqualTo(Images.LINUX);
    Ec2Contract.assertRefused(
        () -> launched(declaring, "ami-0123456789abcdef1"),
        "InvalidAMIID.NotFound",
        "The image id '[ami-0123456789abcdef1]' does not exist");
  }
}
