package dev.fixedip.simulator;

import static dev.fixedip.simulator.Ec2Contract.assertRefused;
import static dev.fixedip.simulator.Ec2Contract.tag;
import static dev.fixedip.simulator.Ec2Contract.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.Worlds;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** What users may do who have IAM policies, asked over HTTP with the AWS SDK. */
class PolicyTest {
  private static final String DENIED = "UnauthorizedOperation";
  private static final String ROLE = "arn:aws:iam::123456789012:role/fixedip";
  private static final Tag OURS = tag("fixedip.dev/cluster", "lab");

  private final Simulator simulator =
      Simulator.start(
          SimulatorOptions.at(InstantSource.system())
              .withWorld(Worlds.story().andThen(Worlds.defaultVpc()))
              .withLatencies(Latencies.none()));
  private final Steering steering = new Steering(simulator.endpoint());
  private final Ec2Client admin = client("AKIAADMIN");
  private final Ec2Client alice = client("AKIAALICE");

  @AfterEach
  void stop() {
    alice.close();
    admin.close();
    steering.close();
    simulator.close();
  }

  private static StaticCredentialsProvider credentials(String key) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "secret"));
  }

  private Ec2Client client(String key) {
    return client(credentials(key));
  }

  private Ec2Client client(StaticCredentialsProvider credentials) {
    return Ec2Client.builder()
        .endpointOverride(simulator.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials)
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  private StsClient sts(String key) {
    return StsClient.builder()
        .endpointOverride(simulator.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials(key))
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  private void aliceMay(String... statements) {
    give("AKIAALICE", statements);
  }

  private void give(String user, String... statements) {
    steering.ask(
        "POST",
        "policies",
        "{\"user\": \"%s\", \"policy\": {\"Version\": \"2012-10-17\", \"Statement\": [%s]}}"
            .formatted(user, String.join(",", statements)));
  }

  private static String statement(String effect, String actions, String resources, String when) {
    return "{\"Effect\": \"%s\", \"Action\": %s, \"Resource\": %s, \"Condition\": %s}"
        .formatted(effect, list(actions), list(resources), when.replace('\'', '"'));
  }

  private static String list(String texts) {
    return "[\"" + texts.replace(" ", "\", \"") + "\"]";
  }

  private static String allow(String actions, String... types) {
    return allowIf("{}", actions, types);
  }

  private static String allowIf(String when, String actions, String... types) {
    StringBuilder resources = new StringBuilder();
    for (String type : types) {
      resources.append(resources.isEmpty() ? "" : " ").append("arn:aws:ec2:*:*:" + type + "/*");
    }
    return statement("Allow", actions, types.length == 0 ? "*" : resources.toString(), when);
  }

  private String create(Ec2Client ec2, String address, Tag... tags) {
    return ec2.createNetworkInterface(
            r -> {
              r.subnetId(Worlds.SUBNET).privateIpAddress(address).groups(Worlds.GROUP);
              if (tags.length > 0) {
                r.tagSpecifications(tagged("network-interface", tags[0]));
              }
            })
        .networkInterface()
        .networkInterfaceId();
  }

  private void attach(String interfaceId, String instanceId) {
    alice.attachNetworkInterface(
        r -> r.networkInterfaceId(interfaceId).instanceId(instanceId).deviceIndex(1));
  }

  private void detach(String interfaceId) {
    String attachmentId =
        admin
            .describeNetworkInterfaces(r -> r.networkInterfaceIds(interfaceId))
            .networkInterfaces()
            .getFirst()
            .attachment()
            .attachmentId();
    alice.detachNetworkInterface(r -> r.attachmentId(attachmentId));
  }

  @Test
  void whoHasAPolicyMayDoNothingElseAndWhoHasNoneMayDoAll() {
    aliceMay(allow("ec2:DescribeVpc?"));

    assertThat(alice.describeVpcs(r -> {}).vpcs()).hasSize(2);
    assertThatThrownBy(() -> alice.describeSubnets(r -> {}))
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            refusal -> {
              assertThat(refusal.statusCode()).isEqualTo(403);
              assertThat(refusal.awsErrorDetails().errorMessage())
                  .isEqualTo(
                      "You are not authorized to perform this operation. User:"
                          + " arn:aws:iam::123456789012:root is not authorized to perform:"
                          + " ec2:DescribeSubnets because no identity-based policy allows the"
                          + " ec2:DescribeSubnets action");
            });
    assertThat(create(admin, "10.0.0.60")).startsWith("eni-");
  }

  @Test
  void aCallNeedsEachResourceThatItTouchesAndTheRefusalNamesTheFirstThatIsMissing() {
    aliceMay(allow("ec2:CreateNetworkInterface", "network-interface", "security-group"));
    Ec2Exception refusal =
        catchThrowableOfType(Ec2Exception.class, () -> create(alice, "10.0.0.60", OURS));
    assertThat(refusal.awsErrorDetails().errorMessage())
        .contains(
            "ec2:CreateNetworkInterface on resource: arn:aws:ec2:us-east-1:123456789012:subnet/"
                + Worlds.SUBNET
                + " because no identity-based policy allows the ec2:CreateNetworkInterface action."
                + " Encoded authorization failure message: ");
    try (StsClient sts = sts("AKIAADMIN")) {
      String encoded = refusal.awsErrorDetails().errorMessage().replaceFirst(".*message: ", "");
      assertThat(sts.decodeAuthorizationMessage(r -> r.encodedMessage(encoded)).decodedMessage())
          .contains("\"explicitDeny\":false", "subnet/" + Worlds.SUBNET);
    }

    aliceMay(allow("ec2:CreateNetworkInterface", "subnet"));
    assertRefused(
        () -> create(alice, "10.0.0.60", OURS),
        DENIED,
        "ec2:CreateTags on resource: arn:aws:ec2:us-east-1:123456789012:network-interface/*");
    assertThat(create(alice, "10.0.0.60")).startsWith("eni-");

    aliceMay(
        allowIf(
            "{'StringEquals': {'ec2:CreateAction': ['RunInstances', 'CreateNetworkInterface']}}",
            "ec2:CreateTags",
            "network-interface"));
    String made = create(alice, "10.0.0.61", OURS);
    assertRefused(
        () -> alice.createTags(r -> r.resources(made).tags(OURS)), DENIED, "ec2:CreateTags");
  }

  @Test
  void aDenialIsStrongerThanAnyPermission() {
    aliceMay(
        allow("ec2:*"),
        statement(
            "Deny",
            "ec2:DeleteNetworkInterface",
            "*",
            "{'StringNotEquals': {'aws:ResourceTag/fixedip.dev/cluster': 'lab'}}"));
    String foreign = create(alice, "10.0.0.60");
    String ours = create(alice, "10.0.0.61", OURS);

    assertRefused(
        () -> alice.deleteNetworkInterface(r -> r.networkInterfaceId(foreign)),
        DENIED,
        foreign + " with an explicit deny in an identity-based policy");
    alice.deleteNetworkInterface(r -> r.networkInterfaceId(ours));
  }

  @Test
  void anInterfaceGoesOnAndOffOnlyInstancesThatAreAllowed() {
    aliceMay(
        allowIf(
            "{'Null': {'aws:ResourceTag/fixedip.dev/cluster': 'false'}}",
            "ec2:AttachNetworkInterface ec2:DetachNetworkInterface"
                + " ec2:ModifyNetworkInterfaceAttribute",
            "network-interface"),
        allowIf(
            "{'StringLike': {'ec2:ResourceTag/Name': 'win*'}}",
            "ec2:AttachNetworkInterface ec2:DetachNetworkInterface",
            "instance"));
    String foreign = create(admin, "10.0.0.60");
    String ours = create(admin, "10.0.0.61", OURS);

    assertRefused(() -> attach(foreign, Worlds.WINDOWS), DENIED, foreign);
    assertRefused(() -> attach(ours, Worlds.LINUX), DENIED, Worlds.LINUX);
    alice.modifyNetworkInterfaceAttribute(
        r -> r.networkInterfaceId(ours).sourceDestCheck(v -> v.value(false)));
    attach(ours, Worlds.WINDOWS);
    assertRefused(
        () ->
            alice.modifyNetworkInterfaceAttribute(
                r -> r.networkInterfaceId(ours).sourceDestCheck(v -> v.value(true))),
        DENIED,
        Worlds.WINDOWS);
    detach(ours);
    assertRefused(
        () ->
            alice.modifyNetworkInterfaceAttribute(
                r -> r.networkInterfaceId(ours).groups(Worlds.DEFAULT_GROUP)),
        DENIED,
        Worlds.DEFAULT_GROUP);
    assertRefused(
        () -> alice.detachNetworkInterface(r -> r.attachmentId("eni-attach-00000000000000001")),
        DENIED,
        "network-interface/*");
  }

  @Test
  void aKeyCountsOnlyOnTheResourcesThatHaveIt() {
    String ours = create(admin, "10.0.0.61", OURS);
    String inTheVpc =
        "{'ArnEquals': {'ec2:Vpc': 'arn:aws:ec2:us-east-1:*:vpc/%s'}}".formatted(Worlds.VPC);
    aliceMay(
        allowIf(
            inTheVpc,
            "ec2:AttachNetworkInterface ec2:AssignPrivateIpAddresses",
            "network-interface",
            "instance"),
        allowIf(inTheVpc, "ec2:DeleteTags", "network-interface"));

    alice.assignPrivateIpAddresses(r -> r.networkInterfaceId(ours).privateIpAddresses("10.0.0.62"));
    assertRefused(() -> attach(ours, Worlds.WINDOWS), DENIED, Worlds.WINDOWS);
    assertRefused(
        () -> alice.deleteTags(r -> r.resources(ours).tags(OURS)), DENIED, "ec2:DeleteTags");
    String elsewhere =
        admin
            .createNetworkInterface(r ->
                r.subnetId(
                    admin.describeSubnets(s -> {}).subnets().stream()
                        .filter(it -> !it.vpcId().equals(Worlds.VPC))
                        .findFirst()
                        .orElseThrow()
                        .subnetId()))
            .networkInterface()
            .networkInterfaceId();
    assertRefused(
        () ->
            alice.assignPrivateIpAddresses(
                r -> r.networkInterfaceId(elsewhere).secondaryPrivateIpAddressCount(1)),
        DENIED,
        elsewhere);
  }

  @Test
  void theKeysOfTagsAreHeldAgainstAllValues() {
    String foreign = create(admin, "10.0.0.60");
    Tag adopted = tag("fixedip.dev/adopted-by", "lab");
    aliceMay(
        allowIf(
            "{'ForAllValues:StringEquals': {'aws:TagKeys': 'fixedip.dev/adopted-by'},"
                + " 'Null': {'aws:TagKeys': 'false'},"
                + " 'StringEqualsIfExists': {'aws:RequestTag/fixedip.dev/adopted-by': 'lab'}}",
            "ec2:CreateTags ec2:DeleteTags",
            "network-interface"));

    alice.createTags(r -> r.resources(foreign).tags(adopted));
    assertRefused(
        () -> alice.createTags(r -> r.resources(foreign).tags(adopted, OURS)), DENIED, foreign);
    assertRefused(
        () -> alice.createTags(r -> r.resources(foreign).tags(tag(adopted.key(), "other"))),
        DENIED,
        foreign);
    assertRefused(() -> alice.deleteTags(r -> r.resources(foreign)), DENIED, foreign);
    alice.deleteTags(r -> r.resources(foreign).tags(Tag.builder().key(adopted.key()).build()));

    aliceMay(
        allowIf(
            "{'ForAnyValue:StringLike': {'aws:TagKeys': 'fixedip.dev/*'}}",
            "ec2:CreateTags",
            "network-interface"));
    alice.createTags(r -> r.resources(foreign).tags(tag("Name", "it"), OURS));
    assertRefused(
        () -> alice.createTags(r -> r.resources(foreign).tags(tag("Name", "it"))), DENIED, foreign);
  }

  @Test
  void rulesAndElasticIpsHaveTheirResourcesToo() {
    String igw = admin.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    admin.attachInternetGateway(r -> r.internetGatewayId(igw).vpcId(Worlds.VPC));
    String face = create(admin, "10.0.0.60");
    aliceMay(
        allow("ec2:AuthorizeSecurityGroupIngress", "security-group"),
        allowIf(
            "{'StringEquals': {'aws:RequestTag/fixedip.dev/cluster': 'lab'}}",
            "ec2:AllocateAddress",
            "elastic-ip"),
        allow("ec2:AssociateAddress ec2:DisassociateAddress", "network-interface"),
        allow("ec2:CreateTags", "elastic-ip"));

    assertRefused(() -> authorize(OURS), DENIED, "security-group-rule/*");
    aliceMay(allow("ec2:AuthorizeSecurityGroupIngress ec2:CreateTags", "security-group-rule"));
    String rule = authorize(OURS);
    assertRefused(
        () ->
            alice.revokeSecurityGroupIngress(
                r -> r.groupId(Worlds.GROUP).securityGroupRuleIds(rule)),
        DENIED,
        Worlds.GROUP);

    assertRefused(() -> alice.allocateAddress(r -> {}), DENIED, "elastic-ip/*");
    String allocation =
        alice.allocateAddress(r -> r.tagSpecifications(tagged("elastic-ip", OURS))).allocationId();
    assertRefused(
        () -> alice.associateAddress(r -> r.allocationId(allocation).networkInterfaceId(face)),
        DENIED,
        allocation);
    aliceMay(allow("ec2:AssociateAddress", "elastic-ip"));
    String association =
        alice
            .associateAddress(r -> r.allocationId(allocation).networkInterfaceId(face))
            .associationId();
    assertRefused(
        () -> alice.disassociateAddress(r -> r.associationId(association)), DENIED, allocation);
    assertRefused(() -> alice.releaseAddress(r -> r.allocationId(allocation)), DENIED, allocation);
  }

  private String authorize(Tag tag) {
    return alice
        .authorizeSecurityGroupIngress(r ->
            r.groupId(Worlds.GROUP)
                .ipPermissions(
                    IpPermission.builder()
                        .ipProtocol("icmp")
                        .fromPort(8)
                        .toPort(-1)
                        .ipRanges(IpRange.builder().cidrIp("10.0.0.0/21").build())
                        .build())
                .tagSpecifications(tagged("security-group-rule", tag)))
        .securityGroupRules()
        .getFirst()
        .securityGroupRuleId();
  }

  @Test
  void aUserMayBringHisPolicyAndARolesPolicyIsItsSessions() {
    steering.ask(
        "POST",
        "credentials",
        """
        {"user": "alice", "accessKeyId": "AKIAALICE", "secret": "secret", "policy":
          {"Version": "2012-10-17", "Statement":
            {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "%s"}}}
        """
            .formatted(ROLE));
    give(ROLE, allow("ec2:DescribeInstances"));

    assertRefused(
        () -> alice.describeInstances(r -> {}),
        DENIED,
        "user/alice is not authorized to perform: ec2:DescribeInstances");
    try (StsClient sts = sts("AKIAALICE")) {
      assertThat(sts.getCallerIdentity().arn()).endsWith("user/alice");
      assertThatThrownBy(
              () -> sts.assumeRole(r -> r.roleArn(ROLE + "2").roleSessionName("operator")))
          .isInstanceOf(StsException.class)
          .hasMessageContaining(
              "sts:AssumeRole on resource: "
                  + ROLE
                  + "2 because no identity-based policy allows the sts:AssumeRole action");
      var given = sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("operator")).credentials();
      var session =
          AwsSessionCredentials.create(
              given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
      try (Ec2Client operator = client(StaticCredentialsProvider.create(session))) {
        assertThat(operator.describeInstances(r -> {}).reservations()).isNotEmpty();
        assertRefused(
            () -> operator.describeVpcs(r -> {}),
            DENIED,
            "assumed-role/fixedip/operator is not authorized to perform: ec2:DescribeVpcs");
      }
    }
    assertThat(steering.get("policies")).hasSize(2);
  }

  @Test
  void policiesAreListedAsWrittenAndTakenAway() {
    aliceMay(allow("ec2:DescribeVpcs"));
    give("*", allow("ec2:DescribeSubnets"));

    assertThat(alice.describeSubnets(r -> {}).subnets()).isNotEmpty();
    assertThat(alice.describeVpcs(r -> {}).vpcs()).isNotEmpty();
    assertRefused(() -> admin.describeVpcs(r -> {}), DENIED, "ec2:DescribeVpcs");
    assertThat(steering.get("policies").get(0).at("/policy/Statement/0/Action/0").asText())
        .isEqualTo("ec2:DescribeVpcs");
    assertThat(steering.ask("DELETE", "policies?user=*", "")).hasSize(1);
    admin.describeVpcs(r -> {});
    assertRefused(() -> alice.describeSubnets(r -> {}), DENIED, "ec2:DescribeSubnets");
    assertThat(steering.ask("DELETE", "policies", "")).isEmpty();
    alice.describeSubnets(r -> {});

    aliceMay(allow("ec2:DescribeVpcs"));
    steering.ask("POST", "reset", "");
    alice.describeSubnets(r -> {});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"policy": {}} | user: this is missing; write a user, or *
          {"user": "*"} | policy: this is missing; write an IAM policy document
          {"user": "*", "policy": {"Version": "2008-10-17"}} | policy.Version: only 2012-10-17 is known
          {"user": "*", "policy": {"Version": "2012-10-17"}} | policy.Statement: this is missing
          {"user": "*", "policy": {"Version": "2012-10-17", "Statements": []}} | policy.Statements: this element is not known here; there are Id, Statement, Version
          {"user": "*", "policy": {"Version": "2012-10-17", "Statement": [{"NotAction": "*"}]}} | policy.Statement[0].NotAction: this element is not known here; there are Action
          {"user": "*", "policy": {"Version": "2012-10-17", "Statement": [{"Sid": "Not so"}]}} | policy.Statement[0].Sid: 'Not so' does not fit; write letters and digits
          {"user": "*", "policy": {"Version": "2012-10-17", "Statement": [{"Effect": "allow"}]}} | policy.Statement[0].Effect: 'allow' does not fit; write Allow or Deny
          {"user": "*", "policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow"}]}} | policy.Statement[0].Action: this is missing or no text
          {"user": "*", "policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "DescribeVpcs", "Resource": "*"}]}} | policy.Statement[0].Action: 'DescribeVpcs' does not fit; write one such as ec2:Describe*
          {"user": "*", "policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "eni-1"}]}} | policy.Statement[0].Resource: 'eni-1' does not fit; write one such as arn:aws:ec2:*
          {"user": "*", "policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:ec2:*:*:instance/${aws:username}"}]}} | ${aws:username}' has a policy variable, which is not simulated
          {"user": "*", "policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEqual": {}}}]}} | policy.Statement[0].Condition.StringEqual: this operator is not known here; there are ArnEquals
          {"user": "*", "policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"NullIfExists": {"ec2:Vpc": "true"}}}]}} | Condition.NullIfExists: this operator is not known here
          {"user": "*", "policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"ec2:VpcId": "vpc-1"}}}]}} | Condition.StringEquals.ec2:VpcId: this condition key is not known here; there are aws:RequestTag/KEY
          {"user": "*", "policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:TagKeys": "Name"}}}]}} | Condition.StringEquals.aws:TagKeys: this key has several values; write ForAllValues:
          {"user": "*", "policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "no"}}}]}} | Condition.Bool.aws:SecureTransport: [no] does not fit; write true or false
          {"user": "*", "policy": {"Version": "2012-10-17", "Statement": [{"Sid": "A", "Effect": "Allow", "Action": "*", "Resource": "*"}, {"Sid": "A", "Effect": "Allow", "Action": "*", "Resource": "*"}]}} | policy.Statement[1].Sid: another statement is 'A', too
          """)
  void whatIsNotKnownIsRefusedAndNothingIsGiven(String body, String told) {
    assertThat(steering.send("POST", "policies", body))
        .satisfies(it -> assertThat(it.statusCode()).isEqualTo(400))
        .satisfies(
            it -> assertThat(Steering.json(it.body()).path("error").asText()).contains(told));
    assertThat(steering.get("policies")).isEmpty();
  }

  @Test
  void aPolicyIsForSomebodyWhoIsKnownAndAWrongOneAddsNoUser() {
    steering.ask(
        "POST",
        "credentials",
        "{\"user\": \"alice\", \"accessKeyId\": \"AKIAALICE\", \"secret\": \"secret\"}");
    assertThat(steering.send("POST", "policies", "{\"user\": \"alise\", \"policy\": {}}").body())
        .contains("there is no 'alise'; add it with POST credentials before");
    assertThat(steering.send("DELETE", "policies?usr=alice", "").body())
        .contains("'?usr=alice' is unknown; write ?user=NAME");
    assertThat(
            steering
                .send(
                    "POST",
                    "credentials",
                    "{\"user\": \"bob\", \"accessKeyId\": \"AKIAADMIN\", \"secret\": \"secret\","
                        + " \"policy\": {}}")
                .body())
        .contains("policy.Version");
    assertRefused(() -> admin.describeVpcs(r -> {}), "AuthFailure", "");
  }

  @Test
  void aConditionOnTransportAndRegionHolds() {
    aliceMay(
        allowIf(
            "{'StringEquals': {'ec2:Region': 'us-east-1', 'aws:requestedregion': 'us-east-1'},"
                + " 'Bool': {'aws:SecureTransport': 'false'}}",
            "ec2:DescribeVpcs"));
    alice.describeVpcs(r -> {});
    aliceMay(allowIf("{'StringNotEquals': {'ec2:Region': 'us-east-1'}}", "ec2:DescribeSubnets"));
    assertRefused(() -> alice.describeSubnets(r -> {}), DENIED, "ec2:DescribeSubnets");
  }
}
