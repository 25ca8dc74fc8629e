package dev.fixedip.simulator;

import static dev.fixedip.simulator.Ec2Contract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fixedip.simulator.access.Denial;
import dev.fixedip.simulator.world.Worlds;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

class AccessTest {
  private static final AwsCredentials ALICE = AwsBasicCredentials.create("AKIAALICE", "wonder");
  private static final AwsCredentials BOB = AwsBasicCredentials.create("AKIABOB", "builder");
  private static final String ROLE = "arn:aws:iam::123456789012:role/fixedip";

  private final Simulator simulator = Simulator.start(SimulatorOptions.at(InstantSource.system()));

  @AfterEach
  void stop() {
    simulator.close();
  }

  private Ec2Client ec2(AwsCredentials credentials) {
    return Ec2Client.builder()
        .endpointOverride(simulator.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  private StsClient sts(AwsCredentials credentials) {
    return StsClient.builder()
        .endpointOverride(simulator.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  private static void create(Ec2Client ec2) {
    ec2.createNetworkInterface(r -> r.subnetId(Worlds.SUBNET).privateIpAddress("10.0.0.60"));
  }

  private int interfaces() {
    try (Ec2Client anybody = SimulatorClients.ec2(simulator.endpoint())) {
      return anybody.describeNetworkInterfaces(r -> {}).networkInterfaces().size();
    }
  }

  @Test
  void anyCredentialsAreGoodAsLongAsNoneAreKnown() {
    try (Ec2Client ec2 = ec2(BOB);
        StsClient sts = sts(BOB)) {
      create(ec2);

      assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:root");
      assertThat(interfaces()).isEqualTo(3);
    }
  }

  @Test
  void onlyWhoIsKnownAndHasTheRightSecretMayCall() {
    simulator.access().addUser("alice", "AKIAALICE", "wonder");
    var impostor = AwsBasicCredentials.create("AKIAALICE", "guessed");

    try (Ec2Client alice = ec2(ALICE);
        Ec2Client bob = ec2(BOB);
        Ec2Client guesser = ec2(impostor);
        StsClient sts = sts(ALICE)) {
      for (Ec2Client stranger : List.of(bob, guesser)) {
        Ec2Exception refusal =
            catchThrowableOfType(Ec2Exception.class, () -> stranger.describeVpcs(r -> {}));
        assertThat(refusal.statusCode()).isEqualTo(401);
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AuthFailure");
        assertThat(refusal.awsErrorDetails().errorMessage())
            .isEqualTo("AWS was not able to validate the provided access credentials");
      }
      assertThat(alice.describeVpcs(r -> {}).vpcs()).hasSize(1);
      assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:user/alice");
    }
  }

  @Test
  void stsHasItsOwnWordsForStrangers() {
    simulator.access().addUser("alice", "AKIAALICE", "wonder");

    try (StsClient bob = sts(BOB)) {
      assertThatThrownBy(bob::getCallerIdentity)
          .isInstanceOfSatisfying(
              StsException.class,
              refusal -> {
                assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId");
                assertThat(refusal.statusCode()).isEqualTo(403);
              });
    }
  }

  @Test
  void whatIsDeniedToOneIsNotDeniedToOthers() {
    simulator
        .access()
        .deny(new Denial("AKIAALICE", List.of("ec2:Create*", "AttachNetworkInterface")));

    try (Ec2Client alice = ec2(ALICE);
        Ec2Client bob = ec2(BOB);
        StsClient sts = sts(ALICE)) {
      Ec2Exception refusal = catchThrowableOfType(Ec2Exception.class, () -> create(alice));
      assertThat(refusal.statusCode()).isEqualTo(403);
      assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("UnauthorizedOperation");
      String message = refusal.awsErrorDetails().errorMessage();
      assertThat(message)
          .startsWith("You are not authorized to perform this operation. User: arn:aws:iam::")
          .contains("is not authorized to perform: ec2:CreateNetworkInterface on resource");
      String encoded =
          message.replaceFirst(".*Encoded authorization failure message: ([\\w-]+)$", "$1");
      assertThat(sts.decodeAuthorizationMessage(r -> r.encodedMessage(encoded)).decodedMessage())
          .contains("\"action\":\"ec2:CreateNetworkInterface\"", "\"allowed\":false");
      assertThat(alice.describeVpcs(r -> {}).vpcs()).hasSize(1);
      assertThat(interfaces()).isEqualTo(2);

      create(bob);
      assertThat(interfaces()).isEqualTo(3);
    }
  }

  @Test
  void whoMayDoNothingInEc2MayStillAskSts() {
    simulator.access().deny(new Denial("*", List.of("ec2:*")));

    try (Ec2Client ec2 = ec2(ALICE);
        StsClient sts = sts(ALICE)) {
      assertRefused(() -> ec2.describeVpcs(r -> {}), "UnauthorizedOperation", "ec2:DescribeVpcs");
      assertThat(
              sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("operator"))
                  .assumedRoleUser()
                  .arn())
          .endsWith("assumed-role/fixedip/operator");
      simulator.access().deny(new Denial("*", List.of("sts:AssumeRole")));
      assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("operator")))
          .isInstanceOf(StsException.class)
          .hasMessageContaining("not authorized to perform: sts:AssumeRole");
    }
  }

  @Test
  void aDryRunTellsWhatWouldBeDenied() {
    simulator.access().deny(new Denial("*", List.of("CreateNetworkInterface")));

    try (Ec2Client ec2 = ec2(ALICE)) {
      assertRefused(
          () -> ec2.createNetworkInterface(r -> r.subnetId(Worlds.SUBNET).dryRun(true)),
          "UnauthorizedOperation",
          "ec2:CreateNetworkInterface");
      simulator.access().allowAll();
      assertRefused(
          () -> ec2.createNetworkInterface(r -> r.subnetId(Worlds.SUBNET).dryRun(true)),
          "DryRunOperation",
          "Request would have succeeded");
    }
  }

  @Test
  void aRolesSessionIsDeniedWhatTheRoleIs() {
    simulator.access().addUser("alice", "AKIAALICE", "wonder");
    simulator.access().deny(new Denial(ROLE, List.of("DeleteNetworkInterface")));

    try (StsClient sts = sts(ALICE)) {
      Credentials given =
          sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("operator")).credentials();
      var session =
          AwsSessionCredentials.create(
              given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
      try (Ec2Client ec2 = ec2(session);
          StsClient whoAmI = sts(session)) {
        assertThat(whoAmI.getCallerIdentity().arn())
            .isEqualTo("arn:aws:sts::123456789012:assumed-role/fixedip/operator");
        assertThat(ec2.describeVpcs(r -> {}).vpcs()).hasSize(1);
        assertRefused(
            () -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId(Worlds.LINUX_INTERFACE)),
            "UnauthorizedOperation",
            "assumed-role/fixedip/operator is not authorized");
      }
    }
  }

  @Test
  void aRoleIsNamedByItsArn() {
    try (StsClient sts = sts(ALICE)) {
      assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn("fixedip").roleSessionName("me")))
          .isInstanceOf(StsException.class)
          .hasMessageContaining("'roleArn' failed to satisfy constraint");
      assertThatThrownBy(
              () -> sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("me").durationSeconds(5)))
          .isInstanceOf(StsException.class)
          .hasMessageContaining("'durationSeconds' failed to satisfy constraint");
    }
  }
}
