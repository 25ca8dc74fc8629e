package dev.fixedip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.model.Ownership;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.file.WorldReader;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;
import software.amazon.awssdk.services.ec2.model.Tag;

/** A network that grew by hand comes under GitOps without a call that changes it. */
class ImportCommandTest {
  private static final String GROWN =
      """
      vpcs:
        - {id: vpc-0000000000000000a, cidrBlock: 10.0.0.0/16, ipv6CidrBlocks: [{cidrBlock: '2001:db8:0:100::/56'}]}
        - {id: vpc-0000000000000000b, cidrBlock: 10.0.0.0/16}
      subnets:
        - {id: subnet-0000000000000000a, vpcId: vpc-0000000000000000a, cidrBlock: 10.0.1.0/24, availabilityZone: us-east-1a, ipv6CidrBlock: '2001:db8:0:100::/64'}
        - {id: subnet-0000000000000000b, vpcId: vpc-0000000000000000b, cidrBlock: 10.0.1.0/24, availabilityZone: us-east-1a}
      securityGroups:
        - {id: sg-0000000000000000a, vpcId: vpc-0000000000000000a, name: closed}
        - id: sg-0000000000000000b
          vpcId: vpc-0000000000000000a
          name: open
          ingress:
            - {protocol: icmp, fromPort: -1, toPort: -1, cidrIpv4: 10.0.0.0/8}
      instances:
        - {id: i-0000000000000000a, subnetId: subnet-0000000000000000a, tags: {Name: 'Mail Server #1', team: lab}}
        - {id: i-0000000000000000b, subnetId: subnet-0000000000000000a, state: stopped}
        - {id: i-0000000000000000c, subnetId: subnet-0000000000000000b, privateIpAddress: 10.0.1.10, tags: {Name: Mail Server 1}}
        - {id: i-0000000000000000d, subnetId: subnet-0000000000000000a, privateIpAddress: 10.0.1.99, tags: {'kubernetes.io/cluster/lab': owned}}
      networkInterfaces:
        - id: eni-0000000000000000a
          subnetId: subnet-0000000000000000a
          privateIpAddresses: [10.0.1.10, 10.0.1.11]
          groupIds: [sg-0000000000000000a]
          attachment: {instanceId: i-0000000000000000a, deviceIndex: 0}
        - id: eni-0000000000000000b
          subnetId: subnet-0000000000000000a
          privateIpAddresses: [10.0.1.20, 10.0.1.21]
          ipv6Addresses: ['2001:db8:0:100::20']
          groupIds: [sg-0000000000000000b]
          attachment: {instanceId: i-0000000000000000a, deviceIndex: 2}
          tags: {Name: backend}
        - id: eni-0000000000000000c
          subnetId: subnet-0000000000000000a
          privateIpAddresses: [10.0.1.30]
          groupIds: [sg-0000000000000000a]
          attachment: {instanceId: i-0000000000000000b, deviceIndex: 0}
        - id: eni-0000000000000000d
          subnetId: subnet-0000000000000000a
          privateIpAddresses: [10.0.1.40, 10.0.1.41]
          groupIds: [sg-0000000000000000a]
          tags: {Name: spare}
        - id: eni-0000000000000000e
          subnetId: subnet-0000000000000000a
          privateIpAddresses: [10.0.1.50]
          interfaceType: nat_gateway
          requesterId: amazon-aws
        - id: eni-0000000000000000f
          subnetId: subnet-0000000000000000a
          privateIpAddresses: [10.0.1.60]
          tags: {fixedip.dev/cluster: c, fixedip.dev/uid: u, fixedip.dev/namespace: lab, fixedip.dev/name: made}
        - id: eni-00000000000000010
          subnetId: subnet-0000000000000000a
          privateIpAddresses: [10.0.1.70]
          attachment: {instanceId: i-0000000000000000d, deviceIndex: 1}
          tags: {node.k8s.amazonaws.com/instance_id: i-0000000000000000d}
      """;

  private final Shell shell =
      new Shell(SimulatorOptions.at(InstantSource.system()).withWorld(WorldReader.read(GROWN)));
  private String said = "";
  private String complained = "";

  @AfterEach
  void tearDown() {
    shell.close();
  }

  private int run(String... arguments) {
    Shell.Said now = shell.run(Ansi.OFF, arguments);
    said = now.out();
    complained = now.err();
    return now.exit();
  }

  private int planned(String written) {
    shell.pipe(written);
    return run("plan", "-f", "-");
  }

  @Test
  void everyAddressIsWrittenWithWhatItIs() {
    assertThat(run("import", "--vpc", "vpc-0000000000000000a", "-n", "lab")).isZero();

    assertThat(said)
        .isEqualToNormalizingNewlines(
            """
            # What exists in EC2 us-east-1 at %s, as FixedIps. Check with: fixedip plan -f FILE
            ---
            # The primary address of i-0000000000000000a (Mail Server #1): nothing is changed in EC2.
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata:
              name: mail-server-1
              namespace: lab
            spec:
              address: 10.0.1.10
              instance:
                id: i-0000000000000000a
              ping:
                enabled: false
            ---
            # A secondary address of eni-0000000000000000a at device index 0 of i-0000000000000000a (Mail Server #1): nothing is changed in EC2.
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata:
              name: mail-server-1-10-0-1-11
              namespace: lab
            spec:
              address: 10.0.1.11
              instance:
                id: i-0000000000000000a
              strategy: SecondaryAddress
              ping:
                enabled: false
            ---
            # eni-0000000000000000b (backend) at device index 2 of i-0000000000000000a (Mail Server #1): nothing is changed in EC2.
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata:
              name: backend
              namespace: lab
            spec:
              address: 10.0.1.20
              instance:
                id: i-0000000000000000a
            ---
            # A secondary address of eni-0000000000000000b (backend) at device index 2 of i-0000000000000000a (Mail Server #1): nothing is changed in EC2.
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata:
              name: backend-10-0-1-21
              namespace: lab
            spec:
              address: 10.0.1.21
              instance:
                id: i-0000000000000000a
              strategy: SecondaryAddress
              interface:
                deviceIndex: 2
            ---
            # The primary address of i-0000000000000000b: nothing is changed in EC2.
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata:
              name: ip-10-0-1-30
              namespace: lab
            spec:
              address: 10.0.1.30
              instance:
                id: i-0000000000000000b
              ping:
                enabled: false
            ---
            # eni-0000000000000000d (spare) is attached to nothing: it is taken over, which is one tag in EC2, and so reserved. It keeps 10.0.1.41 too.
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata:
              name: spare
              namespace: lab
            spec:
              address: 10.0.1.40
              interface:
                id: eni-0000000000000000d
              ping:
                enabled: false
            ---
            # The primary address of i-0000000000000000d: nothing is changed in EC2.
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata:
              name: ip-10-0-1-99
              namespace: lab
            spec:
              address: 10.0.1.99
              instance:
                id: i-0000000000000000d
              ping:
                enabled: false
            """
                .formatted(shell.simulator.endpoint()));
    assertThat(complained)
        .isEqualToNormalizingNewlines(
            """
            7 FixedIps; left out: interfaces that AWS services manage (1), interfaces that a FixedIp made or took over (1), interfaces and addresses that Kubernetes nodes have for pods (1), IPv6 addresses (1), secondary addresses of interfaces that are attached to nothing, which keep them (1)
            """);
  }

  @Test
  void whatIsAttachedIsInPlaceAtOnce() {
    run("import", "--tag", "team=lab");
    assertThat(said).contains("name: mail-server-1\n", "name: backend\n").doesNotContain("spare");

    assertThat(planned(said)).isZero();
    assertThat(said).endsWith("4 FixedIps: 4 in place\n");
  }

  @Test
  void whatIsAttachedToNothingIsReservedWithOneTag() {
    run("import");
    String written = said;

    assertThat(planned(written)).isEqualTo(2);
    assertThat(said)
        .contains("  ~ CreateTags  eni-0000000000000000d\n")
        .endsWith("8 FixedIps: 7 in place, 1 with 1 call to make\n");

    shell.ec2.createTags(it ->
        it.resources("eni-0000000000000000d")
            .tags(
                Tag.builder()
                    .key(Ownership.ADOPTED_BY)
                    .value(Ownership.adopter("c", "u-1"))
                    .build()));
    assertThat(planned(written)).isZero();
  }

  @Test
  void takingOverAttachedInterfacesIsOneTagEach() {
    run("import", "--adopt", "--subnet", "subnet-0000000000000000a");
    assertThat(said)
        .contains("  interface:\n    id: eni-0000000000000000b\n")
        .doesNotContain("id: eni-0000000000000000a", "id: eni-0000000000000000c");

    assertThat(planned(said)).isEqualTo(2);
    assertThat(said)
        .contains("  ~ CreateTags  eni-0000000000000000b\n")
        .endsWith("7 FixedIps: 5 in place, 2 with 2 calls to make\n");
  }

  @Test
  void theSameNameInAnotherNetworkIsMadeAnother() {
    run("import");

    assertThat(said)
        .containsOnlyOnce("name: mail-server-1\n")
        .contains("name: mail-server-1-10-0-1-10\n");
  }

  @Test
  void onlyReadsAreCalled() {
    run("import", "--adopt");

    assertThat(shell.simulator.calls().mutating()).isEmpty();
    assertThat(shell.simulator.calls().all()).isNotEmpty();
  }

  @Test
  void aVpcThatIsNotThereIsTold() {
    assertThat(run("import", "--vpc", "vpc-1")).isEqualTo(1);
    assertThat(complained).contains("--vpc vpc-1 is not in EC2 us-east-1").contains("name one");
    assertThat(said).isEmpty();
  }
}
