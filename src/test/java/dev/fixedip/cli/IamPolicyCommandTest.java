package dev.fixedip.cli;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fixedip.cli.iam.Feature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code iam-policy} prints for which features and fences. */
class IamPolicyCommandTest {
  private static final Path ALL =
      Path.of("src", "test", "resources", "dev", "fixedip", "cli", "iam-policy-all.json");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("iam-policy"));
    command.addAll(Arrays.asList(arguments));
    return FixedIpCommand.commandLine(Map.of())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(command.toArray(String[]::new));
  }

  private JsonNode printed(String... arguments) throws JsonProcessingException {
    assertThat(run(arguments)).as(err.toString()).isZero();
    assertThat(err.toString()).isEmpty();
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  void theExampleIsWhatIsPrinted() throws IOException {
    printed();
    assertThat(out.toString()).isEqualTo(Files.readString(Path.of("examples", "iam-policy.json")));
  }

  @Test
  void everyFeatureInsideTheTightestFence() throws IOException {
    printed(
        "--with=all",
        "--cluster-id=lab",
        "--vpc=vpc-0123456789abcdef0",
        "--tag=team=network",
        "--tag=env=test",
        "--tag=env=stage",
        "--region=us-gov-west-1",
        "--account=123456789012");
    assertThat(out.toString()).isEqualTo(Files.readString(ALL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          interface | "
          MakeWithTheTag: CreateNetworkInterface on network-interface if Null aws:RequestTag/fixedip.dev/cluster
          InSubnetsWithGroups: CreateNetworkInterface on subnet, security-group
          TagWhatIsBeingMade: CreateTags on network-interface if StringEquals ec2:CreateAction
          UseInterfacesWithTheTag: AttachNetworkInterface, DeleteNetworkInterface, DetachNetworkInterface, ModifyNetworkInterfaceAttribute on network-interface if Null aws:ResourceTag/fixedip.dev/cluster
          OnInstances: AttachNetworkInterface, DetachNetworkInterface, ModifyNetworkInterfaceAttribute on instance
          UseGroups: ModifyNetworkInterfaceAttribute on security-group
          ChangeTagsOfWhatHasTheTag: CreateTags, DeleteTags on network-interface if Null aws:ResourceTag/fixedip.dev/cluster
          "
          ping | "
          MakeWithTheTag: AuthorizeSecurityGroupIngress on security-group-rule if Null aws:RequestTag/fixedip.dev/cluster
          TagWhatIsBeingMade: CreateTags on security-group-rule if StringEquals ec2:CreateAction
          UseGroups: AuthorizeSecurityGroupIngress, RevokeSecurityGroupIngress on security-group
          LeaveRules: DeleteTags on security-group-rule if Null aws:ResourceTag/fixedip.dev/cluster
          "
          primary-at-launch | "
          MakeWithTheTag: CreateNetworkInterface on network-interface if Null aws:RequestTag/fixedip.dev/cluster
          InSubnetsWithGroups: CreateNetworkInterface on subnet, security-group
          TagWhatIsBeingMade: CreateTags on network-interface if StringEquals ec2:CreateAction
          UseInterfacesWithTheTag: DeleteNetworkInterface, ModifyNetworkInterfaceAttribute on network-interface if Null aws:ResourceTag/fixedip.dev/cluster
          OnInstances: ModifyNetworkInterfaceAttribute on instance
          UseGroups: ModifyNetworkInterfaceAttribute on security-group
          ChangeTagsOfWhatHasTheTag: CreateTags, DeleteTags on network-interface if Null aws:ResourceTag/fixedip.dev/cluster
          "
          secondary-address | "
          AddressesOnInterfaces: AssignPrivateIpAddresses, UnassignPrivateIpAddresses on network-interface
          "
          ipv6 | "
          AddressesOnInterfaces: AssignIpv6Addresses, UnassignIpv6Addresses on network-interface
          "
          elastic-ip | "
          OnInstances: AssociateAddress on instance
          AddressesOnInterfaces: AssociateAddress, DisassociateAddress on network-interface
          UseNamedElasticIps: AssociateAddress, DisassociateAddress on elastic-ip
          "
          elastic-ip-allocate | "
          MakeWithTheTag: AllocateAddress on elastic-ip if Null aws:RequestTag/fixedip.dev/cluster
          TagWhatIsBeingMade: CreateTags on elastic-ip if StringEquals ec2:CreateAction
          OnInstances: AssociateAddress on instance
          AddressesOnInterfaces: AssociateAddress, DisassociateAddress on network-interface
          UseElasticIpsWithTheTag: AssociateAddress, DisassociateAddress, ReleaseAddress on elastic-ip if Null aws:ResourceTag/fixedip.dev/cluster
          ChangeTagsOfWhatHasTheTag: CreateTags, DeleteTags on elastic-ip if Null aws:ResourceTag/fixedip.dev/cluster
          "
          adopt | "
          UseAdoptedInterfaces: AttachNetworkInterface, DetachNetworkInterface, ModifyNetworkInterfaceAttribute on network-interface if Null aws:ResourceTag/fixedip.dev/adopted-by
          OnInstances: AttachNetworkInterface, DetachNetworkInterface, ModifyNetworkInterfaceAttribute on instance
          UseGroups: ModifyNetworkInterfaceAttribute on security-group
          AdoptInterfaces: CreateTags on network-interface if ForAllValues:StringEquals aws:TagKeys, Null aws:TagKeys
          TagAdoptedInterfaces: CreateTags on network-interface if ForAllValues:StringNotLike aws:TagKeys, Null aws:ResourceTag/fixedip.dev/adopted-by
          LeaveAdoptedInterfaces: DeleteTags on network-interface if ForAllValues:StringEquals aws:TagKeys, Null aws:ResourceTag/fixedip.dev/adopted-by, Null aws:TagKeys
          "
          """)
  void eachFeatureAloneNeedsThis(String feature, String golden) throws IOException {
    JsonNode policy = printed("--with=" + feature, "--without=" + others(feature));
    assertThat(statements(policy).skip(1).map(IamPolicyCommandTest::told).collect(joining("\n")))
        .isEqualTo(golden.strip());
    assertThat(texts(policy.at("/Statement/0/Action")).contains("ec2:DescribeAddresses"))
        .isEqualTo(feature.startsWith("elastic-ip"));
  }

  private static String others(String feature) {
    return Feature.usual().stream()
        .map(Feature::label)
        .filter(it -> !it.equals(feature))
        .collect(joining(","));
  }

  /** A statement in one line, without the values of its conditions. */
  private static String told(JsonNode statement) {
    String conditions =
        statement
            .path("Condition")
            .propertyStream()
            .flatMap(operator ->
                operator
                    .getValue()
                    .propertyStream()
                    .map(key -> operator.getKey() + " " + key.getKey()))
            .collect(joining(", "));
    return "%s: %s on %s%s"
        .formatted(
            statement.path("Sid").asText(),
            texts(statement.path("Action")).stream()
                .map(it -> it.substring(4))
                .collect(joining(", ")),
            texts(statement.path("Resource")).stream()
                .map(it -> it.replaceFirst(".*:(.+)/\\*", "$1"))
                .collect(joining(", ")),
            conditions.isEmpty() ? "" : " if " + conditions);
  }

  private static Stream<JsonNode> statements(JsonNode policy) {
    return policy.path("Statement").valueStream();
  }

  private static Set<String> textsOf(JsonNode policy, String field) {
    return statements(policy).flatMap(it -> texts(it.path(field)).stream()).collect(toSet());
  }

  private static List<String> texts(JsonNode node) {
    return (node.isArray() ? node.valueStream() : Stream.of(node)).map(JsonNode::asText).toList();
  }

  @ParameterizedTest
  @EnumSource(Feature.class)
  void everyFeatureStandsInTheHelp(Feature feature) {
    assertThat(run("--help")).isZero();
    assertThat(out.toString().replaceAll("\\s+", " ")).containsPattern("[ ,]" + feature.label());
  }

  @Test
  void whoLeavesAllOutMayOnlyLook() throws IOException {
    JsonNode policy = printed("--without=all");
    assertThat(textsOf(policy, "Action")).isNotEmpty().allMatch(it -> it.startsWith("ec2:Desc"));
    assertThat(policy.path("Statement")).hasSize(1);
  }

  @Test
  void elasticIpsOfOthersAreFencedByTagsAndOwnOnesAreNot() throws IOException {
    JsonNode policy = printed("--with=elastic-ip,elastic-ip-allocate", "--tag=team=network");
    assertThat(statements(policy).map(IamPolicyCommandTest::told))
        .contains(
            "UseNamedElasticIps: AssociateAddress, DisassociateAddress on elastic-ip if"
                + " StringEquals aws:ResourceTag/team",
            "UseElasticIpsWithTheTag: AssociateAddress, DisassociateAddress, ReleaseAddress on"
                + " elastic-ip if Null aws:ResourceTag/fixedip.dev/cluster");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          --partition=aws, arn:aws:ec2:*:*:
          --partition=aws-cn, arn:aws-cn:ec2:*:*:
          --partition=aws-us-gov, arn:aws-us-gov:ec2:*:*:
          --region=cn-north-1, arn:aws-cn:ec2:cn-north-1:*:
          --region=us-gov-west-1, arn:aws-us-gov:ec2:us-gov-west-1:*:
          --region=ap-southeast-2, arn:aws:ec2:ap-southeast-2:*:
          --account=123456789012, arn:aws:ec2:*:123456789012:
          """)
  void everyArnIsOfThePartition(String option, String prefix) throws IOException {
    JsonNode policy = printed(option, "--with=all", "--vpc=vpc-01234567");
    assertThat(textsOf(policy, "Resource"))
        .hasSizeGreaterThan(5)
        .allMatch(it -> it.equals("*") || it.startsWith(prefix));
    assertThat(policy.findValues("ec2:Vpc"))
        .isNotEmpty()
        .allMatch(it -> it.asText().equals(prefix + "vpc/vpc-01234567"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --with=elastic | --with 'elastic' is no feature: name some of interface, ping, primary-at-launch, secondary-address, ipv6, elastic-ip, elastic-ip-allocate, adopt, or all
          --without=pong | --without 'pong' is no feature: name some of
          --with=ping --without=ping | --with and --without both name ping: take it out of one of them
          --cluster-id= | --cluster-id is empty
          --cluster-id=lab* | --cluster-id 'lab*' has *, ? or ${ in it
          --vpc=lab | --vpc 'lab' is no VPC's id: write one such as vpc-0123456789abcdef0
          --tag=team | --tag 'team' is no tag: write KEY=VALUE, such as team=network
          --tag==lab | --tag '=lab' is no tag
          --tag=team=${aws:username} | --tag 'team=${aws:username}' has ${ in it, which IAM takes for a variable
          --partition=aws-eu | --partition 'aws-eu' is unknown: name one of aws, aws-cn, aws-us-gov
          --region=europe | --region 'europe' is no region: write one such as eu-central-1, or *
          --region=cn-north-1 --partition=aws | --region cn-north-1 is in the partition aws-cn, not in aws: correct one of the two
          --account=12 | --account '12' is no account: write its twelve digits, or *
          """)
  void whatDoesNotFitIsTold(String arguments, String told) {
    assertThat(run(arguments.split(" "))).isEqualTo(1);
    assertThat(err.toString()).contains(told);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aPolicyThatIamWouldNotTakeIsNotPrinted() {
    String vpcs =
        IntStream.range(0, 40).mapToObj("vpc-0123456789abcde%02d"::formatted).collect(joining(","));

    assertThat(run("--vpc=" + vpcs)).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .containsPattern("The policy would have \\d,\\d{3} characters, and IAM takes 6,144")
        .contains("name fewer --vpc and --tag");
  }
}
