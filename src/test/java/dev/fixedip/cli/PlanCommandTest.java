package dev.fixedip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.fixedip.model.Ownership;
import dev.fixedip.simulator.Calls;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.world.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** A review in a GitOps pipeline: files, EC2, and no Kubernetes. */
class PlanCommandTest {
  private final Shell shell = new Shell(SimulatorOptions.at(InstantSource.system()));
  private String said = "";
  private String complained = "";
  @TempDir Path folder;

  @AfterEach
  void tearDown() {
    shell.close();
  }

  private int plan(Ansi ansi, String... arguments) {
    Shell.Said now = shell.run(ansi, arguments);
    said = now.out().replace(folder + "/", "");
    complained = now.err().replace(folder + "/", "");
    return now.exit();
  }

  private int plan(String... arguments) {
    return plan(Ansi.OFF, arguments);
  }

  private String file(String name, String... fixedIps) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("---\n", fixedIps)).toString();
  }

  private static String fixedIp(String name, String spec) {
    return """
    apiVersion: fixedip.dev/v1alpha1
    kind: FixedIp
    metadata: {name: %s, namespace: lab}
    spec: {%s}
    """
        .formatted(name, spec);
  }

  private static String windows() {
    return fixedIp("windows", "address: 10.0.0.51, instance: {id: i-00000000000000133}");
  }

  /** What an operator makes for lab/windows, with its tags. */
  private String made(String cluster) {
    String id = makeInterface(cluster, "uid-1", "10.0.0.51");
    shell.ec2.attachNetworkInterface(
        it -> it.networkInterfaceId(id).instanceId(Worlds.WINDOWS).deviceIndex(1));
    IpPermission ping =
        IpPermission.builder()
            .ipProtocol("icmp")
            .fromPort(8)
            .toPort(-1)
            .ipRanges(IpRange.builder().cidrIp("10.0.0.0/21").build())
            .build();
    shell.ec2.authorizeSecurityGroupIngress(it ->
        it.groupId(Worlds.GROUP)
            .ipPermissions(ping)
            .tagSpecifications(
                tags(ResourceType.SECURITY_GROUP_RULE, Map.of(Ownership.CLUSTER, cluster))));
    return id;
  }

  private String makeInterface(String cluster, String uid, String address) {
    TagSpecification tags =
        tags(
            ResourceType.NETWORK_INTERFACE,
            Map.of(
                "Name",
                "fixedip lab/windows",
                Ownership.CLUSTER,
                cluster,
                Ownership.UID,
                uid,
                Ownership.NAMESPACE,
                "lab",
                Ownership.NAME,
                "windows",
                Ownership.DELETION,
                "Delete",
                Ownership.NO_MANAGE,
                "true"));
    return shell
        .ec2
        .createNetworkInterface(it ->
            it.subnetId(Worlds.SUBNET)
                .privateIpAddress(address)
                .groups(Worlds.GROUP)
                .tagSpecifications(tags))
        .networkInterface()
        .networkInterfaceId();
  }

  private static TagSpecification tags(ResourceType type, Map<String, String> tags) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(
            tags.entrySet().stream()
                .map(it -> Tag.builder().key(it.getKey()).value(it.getValue()).build())
                .toList())
        .build();
  }

  @Test
  void whatIsMissingIsToMakeAndNothingIsMade() throws IOException {
    int exit = plan("plan", "-f", file("a.yaml", windows()));

    assertThat(said)
        .isEqualToNormalizingNewlines(
            """
            lab/windows  10.0.0.51 → i-00000000000000133 (windows)  a.yaml
              + CreateNetworkInterface  10.0.0.51 in subnet-00000000000000024
                  EC2 cannot change 10.0.0.133, the primary address of i-00000000000000133 (windows): 10.0.0.51 comes on a network interface of its own
              + AttachNetworkInterface  (new) to i-00000000000000133 at device index 1
                  i-00000000000000133 shall have 10.0.0.51
              + AuthorizeSecurityGroupIngress  sg-00000000000000001 from 10.0.0.0/21
                  No rule of the interface's security groups lets ping in from 10.0.0.0/21

            1 FixedIp: 1 with 3 calls to make
            """);
    assertThat(exit).isEqualTo(2);
    assertThat(complained).isEmpty();
    assertThat(shell.simulator.calls().all())
        .isNotEmpty()
        .extracting(Calls.Call::action)
        .allMatch(it -> it.startsWith("Describe"));
  }

  @Test
  void whatAnOperatorMadeIsInPlace() throws IOException {
    String id = made("cluster-1");

    int exit = plan("plan", "-f", file("a.yaml", windows()));

    assertThat(said)
        .contains("  in place: i-00000000000000133 has 10.0.0.51 on " + id + " at device index 1")
        .endsWith("1 FixedIp: 1 in place\n");
    assertThat(exit).isZero();
  }

  @Test
  void whereItDepartsFromTheFileItIsChangedBack() throws IOException {
    String id = made("cluster-1");
    shell.ec2.modifyNetworkInterfaceAttribute(
        it -> it.networkInterfaceId(id).groups(Worlds.DEFAULT_GROUP));

    int exit = plan("plan", "-f", file("a.yaml", windows()));

    assertThat(said)
        .contains(
            """
              ~ ModifyNetworkInterfaceAttribute  %s groups sg-00000000000000001
                  interface.securityGroupIds is sg-00000000000000000 instead of sg-00000000000000001
            """
                .formatted(id))
        .endsWith("1 FixedIp: 1 with 1 call to make\n");
    assertThat(exit).isEqualTo(2);
  }

  @Test
  void whatKubernetesAddsTellsDriftFromAChangeOfTheFile() throws IOException {
    String id = made("cluster-1");
    shell.ec2.modifyNetworkInterfaceAttribute(
        it -> it.networkInterfaceId(id).sourceDestCheck(check -> check.value(false)));
    String resource =
        windows()
                .replace(
                    "namespace: lab",
                    "namespace: lab, uid: uid-1, generation: 3,"
                        + " creationTimestamp: '2026-01-31T12:00:00Z'")
            + "status: {syncedGeneration: 3}\n";

    plan("plan", "-f", file("a.yaml", resource));

    assertThat(said)
        .contains(
            "  drift: interface.sourceDestCheck is false instead of true\n",
            "  ~ ModifyNetworkInterfaceAttribute  " + id + " sourceDestCheck true\n");
  }

  @Test
  void theFilesAskForTheSameAndThatIsToldWithThePlacesOfBoth() throws IOException {
    String a =
        file(
            "a.yaml",
            windows(),
            fixedIp(
                "other",
                "address: 10.0.0.51, instance: {id: i-00000000000000133}, ping: {enabled: false}"),
            fixedIp(
                "one",
                "address: 10.0.0.61, instance: {id: i-00000000000000050}, interface: {deviceIndex:"
                    + " 2}"));
    String b =
        file(
            "b.yaml",
            fixedIp(
                "two",
                "address: 10.0.0.62, instance: {id: i-00000000000000050}, interface: {deviceIndex:"
                    + " 2}"),
            windows());

    int exit = plan("plan", "-f", a, b);

    assertThat(said)
        .contains(
            "! conflict: lab/windows is declared by lab/windows in a.yaml (document 1) and by"
                + " lab/windows in b.yaml (document 2): Kubernetes keeps the last",
            "! conflict: 10.0.0.51 in vpc-00000000000000021 is asked for by lab/other in a.yaml"
                + " (document 2) and by lab/windows in b.yaml (document 2): only one can have it",
            "! conflict: device index 2 of the instance i-00000000000000050 is asked for by lab/one"
                + " in a.yaml (document 3) and by lab/two in b.yaml (document 1)",
            "! AddressClaimed: ",
            "! DeviceIndexInUse: Device index 2 of i-00000000000000050 is taken by (new, for"
                + " lab/one)")
        .endsWith("4 FixedIps: 2 with 5 calls to make, 2 refused; 3 conflicts\n");
    assertThat(exit).isEqualTo(2);
  }

  @Test
  void whatEc2HasComesBeforeTheOrderOfTheFiles() throws IOException {
    made("cluster-1");
    String claimant =
        fixedIp("claimant", "address: 10.0.0.51, instance: {id: i-00000000000000133}");

    plan("plan", "-f", file("a.yaml", claimant, windows()));

    assertThat(said)
        .contains("! AddressClaimed: 10.0.0.51 is held by FixedIp lab/windows on eni-")
        .endsWith("2 FixedIps: 1 in place, 1 refused; 1 conflict\n");
  }

  @Test
  void whatCannotBeIsRefusedAndWhatIsNotThereIsAwaited() throws IOException {
    String a =
        file(
            "a.yaml",
            fixedIp("taken", "address: 10.0.0.50, instance: {id: i-00000000000000133}"),
            fixedIp("missing", "address: 10.0.0.52, instance: {id: i-00000000000000999}"),
            fixedIp(
                "paused",
                "address: 10.0.0.53, instance: {id: i-00000000000000133}, suspend: true"));

    int exit = plan("plan", "-f", a, "--allow-vpcs", Worlds.VPC);

    assertThat(said)
        .contains(
            "  ! AddressInUse: 10.0.0.50 already belongs to network interface",
            "  … InstanceNotFound: There is no instance i-00000000000000999",
            "  + CreateNetworkInterface  10.0.0.53 in subnet-00000000000000024  (held back)",
            "  suspended: ")
        .endsWith("3 FixedIps: 1 waiting, 1 refused, 1 suspended\n");
    assertThat(exit).isEqualTo(2);

    plan("plan", "-f", file("a.yaml", windows()), "--allow-vpcs", "vpc-1");
    assertThat(said).contains("! NotPermitted: vpc-00000000000000021");
  }

  @Test
  void aPipelineLetsChangesPassAndFailsOnRefusals() throws IOException {
    String missing = fixedIp("missing", "address: 10.0.0.52, instance: {id: i-00000000000000999}");
    String taken = fixedIp("taken", "address: 10.0.0.50, instance: {id: i-00000000000000133}");

    assertThat(plan("plan", "--fail-on=refusals", "-f", file("a.yaml", windows(), missing)))
        .isZero();
    assertThat(said).endsWith("2 FixedIps: 1 with 3 calls to make, 1 waiting\n");

    assertThat(plan("plan", "--fail-on=refusals", "-f", file("a.yaml", windows(), taken)))
        .isEqualTo(2);
    assertThat(said).endsWith("2 FixedIps: 1 with 3 calls to make, 1 refused\n");

    assertThat(plan("plan", "--fail-on=refusals", "-f", file("a.yaml", windows(), windows())))
        .isEqualTo(2);
    assertThat(said).contains("! conflict: lab/windows is declared");
  }

  @Test
  void twoClustersInOneAccountMustBeToldApart() throws IOException {
    made("cluster-1");
    makeInterface("cluster-2", "uid-2", "10.0.0.99");
    String a = file("a.yaml", windows());

    assertThat(plan("plan", "-f", a)).isEqualTo(1);
    assertThat(complained).contains("cluster-1 and cluster-2", "--cluster-id");

    assertThat(plan("plan", "-f", a, "--cluster-id", "cluster-1")).isZero();
  }

  @Test
  void aNodeIsAnInstanceOnceTheFilesTellOfIt() throws IOException {
    String byNode =
        file(
            "a.yaml",
            fixedIp("linux", "address: 10.0.0.50, instance: {node: n}, ping: {enabled: false}"));
    String nodes =
        file(
            "nodes.yaml",
            """
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: Node, metadata: {name: n}, spec: {providerID: 'aws:///us-east-1a/i-00000000000000050'}}
            """);

    assertThat(plan("plan", "-f", byNode)).isEqualTo(2);
    assertThat(said)
        .contains("  … Progressing: Only the cluster knows the instance of node n: give");

    assertThat(plan("plan", "-f", byNode, nodes)).isZero();
    assertThat(said).contains("lab/linux  10.0.0.50 → node n (i-00000000000000050, linux)");
  }

  @Test
  void everyStrategyIsPlanned() throws IOException {
    String spare = makeInterface("cluster-1", "uid-9", "10.0.0.70");
    shell.ec2.deleteTags(it -> it.resources(spare));
    String tagged = "instance: {tags: {Name: windows}}, ping: {enabled: false}";
    String a =
        file(
            "a.yaml",
            fixedIp("second", "address: 10.0.0.60, strategy: SecondaryAddress, " + tagged),
            fixedIp("launch", "address: 10.0.0.61, strategy: PrimaryAtLaunch"),
            fixedIp("reserved", "address: 10.0.0.62"),
            fixedIp("adopted", "address: 10.0.0.70, interface: {id: %s}".formatted(spare)),
            fixedIp("thief", "address: 10.0.0.70, interface: {id: %s}".formatted(spare)));

    plan("plan", "-f", a);

    assertThat(said)
        .contains(
            "  + AssignPrivateIpAddresses  10.0.0.60 to eni-00000000000000133\n",
            "  + CreateNetworkInterface  10.0.0.61 in subnet-00000000000000024\n",
            "  + CreateNetworkInterface  10.0.0.62 in subnet-00000000000000024\n",
            "  ~ CreateTags  " + spare + "\n",
            "! conflict: 10.0.0.70 in vpc-00000000000000021 is asked for by lab/adopted",
            "! conflict: network interface " + spare + " is asked for by lab/adopted in")
        .endsWith("5 FixedIps: 4 with 4 calls to make, 1 refused; 2 conflicts\n");
  }

  @Test
  void anElasticIpIsPlannedToo() throws IOException {
    String spec = "address: 10.0.0.50, instance: {id: i-00000000000000050}, ping: {enabled: false}";

    plan("plan", "-f", file("a.yaml", fixedIp("a", spec + ", elasticIp: {allocate: true}")));

    assertThat(said)
        .contains("  + AllocateAddress  ", "  + AssociateAddress  ")
        .endsWith("1 FixedIp: 1 with 2 calls to make\n");
  }

  @Test
  void anInterfaceThatWasTakenOverIsInPlace() throws IOException {
    String spare = makeInterface("cluster-1", "uid-9", "10.0.0.70");
    shell.ec2.deleteTags(it -> it.resources(spare));
    shell.ec2.createTags(it ->
        it.resources(spare)
            .tags(
                Tag.builder()
                    .key(Ownership.ADOPTED_BY)
                    .value(Ownership.adopter("cluster-1", "uid-1"))
                    .build()));
    String a =
        file("a.yaml", fixedIp("a", "address: 10.0.0.70, interface: {id: %s}".formatted(spare)));

    assertThat(plan("plan", "-f", a)).isZero();
    assertThat(said).contains("  in place: " + spare + " holds 10.0.0.70");
  }

  @Test
  void aProgramReadsTheSameAsJsonAndYaml() throws IOException {
    String a =
        file(
            "a.yaml",
            windows(),
            fixedIp("taken", "address: 10.0.0.50, instance: {id: i-00000000000000133}"),
            "{kind: ConfigMap, apiVersion: v1}\n");

    assertThat(plan("plan", "-o", "json", "-f", a)).isEqualTo(2);
    JsonNode review = new ObjectMapper().readTree(said);
    assertThat(plan("plan", "-f", a, "-o", "yaml")).isEqualTo(2);

    assertThat(new YAMLMapper().readTree(said)).isEqualTo(review);
    assertThat(review.fieldNames())
        .toIterable()
        .containsExactly("ec2", "summary", "fixedIps", "conflicts");
    assertThat(review.at("/summary/calls").asInt()).isEqualTo(3);
    assertThat(review.at("/summary/otherDocuments").asInt()).isEqualTo(1);
    assertThat(review.at("/fixedIps/0/source/document").asInt()).isEqualTo(1);
    assertThat(review.at("/fixedIps/0/state").asText()).isEqualTo("Changes");
    assertThat(review.at("/fixedIps/0/instanceName").asText()).isEqualTo("windows");
    assertThat(review.at("/fixedIps/0/actions/1/action").asText())
        .isEqualTo("AttachNetworkInterface");
    assertThat(review.at("/fixedIps/0/actions/1/difference/observed").asText()).isEqualTo("none");
    assertThat(review.at("/fixedIps/1/reason").asText()).isEqualTo("AddressInUse");
  }

  @Test
  void standardInputAndDirectoriesAreRead() throws IOException {
    shell.pipe(windows());
    assertThat(plan("plan", "-f", "-")).isEqualTo(2);
    assertThat(said).contains("lab/windows  10.0.0.51 → i-00000000000000133 (windows)  standard");

    Files.createDirectory(folder.resolve("deeper"));
    file("deeper/a.yaml", windows());
    assertThat(plan("plan", "-R", "-f", folder.toString())).isEqualTo(2);
    assertThat(said).contains("  deeper/a.yaml\n");
  }

  @Test
  void aBadFileFailsBeforeEc2IsRead() throws IOException {
    String a = file("a.yaml", windows().replace("address", "adress"));

    assertThat(plan("plan", "-f", a)).isEqualTo(1);
    assertThat(complained)
        .contains("a.yaml (document 1, lab/windows): spec.adress: there is no such field");
    assertThat(said).isEmpty();
    assertThat(shell.simulator.calls().all()).isEmpty();
  }

  @Test
  void filesWithoutAFixedIpHaveNothingToDo() throws IOException {
    assertThat(plan("plan", "-f", file("a.yaml", "kind: ConfigMap\n"))).isZero();
    assertThat(said).isEqualTo("0 FixedIps; 1 document of other kinds left out\n");
    assertThat(shell.simulator.calls().all()).isEmpty();
  }

  @Test
  void ec2ThatDoesNotAnswerIsToldInOneLine() throws IOException {
    shell.simulator.close();

    assertThat(plan("plan", "-f", file("a.yaml", windows()))).isEqualTo(1);
    assertThat(complained.strip().lines()).hasSize(1);
    assertThat(complained).contains("EC2 us-east-1", "could not be read", "try again");
  }

  @Test
  void aWrongOptionIsNotTakenForSomethingToDo() {
    assertThat(plan("plan")).isEqualTo(1);
    assertThat(complained).contains("Missing required option: '--filename=FILE'");
  }

  @Test
  void itCanBeTriedWithoutAnAccount() throws IOException {
    shell.forgetAccount();

    assertThat(plan("plan", "--simulate", "-f", file("a.yaml", windows()))).isEqualTo(2);
    assertThat(said).endsWith("1 FixedIp: 1 with 3 calls to make\n");
  }

  @Test
  void onATerminalItIsInColour() throws IOException {
    plan(Ansi.ON, "plan", "--simulate", "-f", file("a.yaml", windows()));

    assertThat(said)
        .contains("\u001b[32m  + CreateNetworkInterface", "\u001b[1mlab/windows  10.0.0.51");
  }
}
