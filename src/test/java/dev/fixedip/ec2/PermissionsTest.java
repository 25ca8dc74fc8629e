package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fixedip.cli.FixedIpCommand;
import dev.fixedip.cli.iam.Feature;
import dev.fixedip.model.Ownership;
import dev.fixedip.plan.Action;
import dev.fixedip.simulator.world.Worlds;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * What {@code iam-policy} prints is enough for all that the operator does, has nothing that it can
 * do without, and is no wider than it says.
 */
class PermissionsTest {
  private static final Account ACCOUNT = new Account();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Some features, and the options of a fence. */
  record Use(Set<Feature> features, List<String> fence) {
    private String policy() {
      List<String> arguments = new ArrayList<>(fence);
      arguments.addFirst("iam-policy");
      if (!features.isEmpty()) {
        arguments.add("--with=" + labels(features));
      }
      Set<Feature> others = EnumSet.allOf(Feature.class);
      others.removeAll(features);
      if (!others.isEmpty()) {
        arguments.add("--without=" + labels(others));
      }
      var printed = new StringWriter();
      int status =
          FixedIpCommand.commandLine()
              .setOut(new PrintWriter(printed))
              .execute(arguments.toArray(String[]::new));
      assertThat(status).isZero();
      return printed.toString();
    }

    private static String labels(Set<Feature> features) {
      return features.stream().map(Feature::label).collect(Collectors.joining(","));
    }
  }

  static Stream<Use> uses() {
    List<String> fence =
        List.of(
            "--cluster-id=" + Account.CLUSTER,
            "--vpc=" + Worlds.VPC,
            "--tag=team=network",
            "--region=us-east-1",
            "--account=123456789012");
    Set<Feature> all = EnumSet.allOf(Feature.class);
    return Stream.concat(
        Stream.of(
            new Use(Set.of(), List.of()),
            new Use(Feature.usual(), List.of()),
            new Use(all, List.of()),
            new Use(all, fence)),
        all.stream().map(it -> new Use(EnumSet.of(it), fence)));
  }

  @AfterAll
  static void stop() {
    ACCOUNT.close();
  }

  @ParameterizedTest
  @MethodSource("uses")
  void thePolicyIsEnough(Use use) {
    for (Consumer<Account> story : FeatureStories.of(use.features)) {
      ACCOUNT.give(use.policy());
      story.accept(ACCOUNT);
    }
  }

  @Test
  void theStoriesPlayEveryActionThatThereIs() {
    thePolicyIsEnough(new Use(EnumSet.allOf(Feature.class), List.of()));
    assertThat(ACCOUNT.operator.done())
        .containsExactlyInAnyOrderElementsOf(actions(Action.class).toList());
  }

  @ParameterizedTest
  @MethodSource("uses")
  void withoutAnyActionOrResourceOfItSomethingIsDenied(Use use) throws JsonProcessingException {
    ObjectNode policy = (ObjectNode) JSON.readTree(use.policy());
    for (int i = 0; i < policy.path("Statement").size(); i++) {
      JsonNode statement = policy.path("Statement").path(i);
      for (String field : List.of("Action", "Resource")) {
        for (String text : texts(statement.path(field))) {
          assertThat(isDenied(without(policy, i, field, text), use))
              .as("without %s of %s", text, statement.path("Sid").asText())
              .isTrue();
        }
      }
    }
  }

  private static Stream<Class<?>> actions(Class<?> kind) {
    return kind.isSealed()
        ? Stream.of(kind.getPermittedSubclasses()).flatMap(PermissionsTest::actions)
        : Stream.of(kind);
  }

  private static List<String> texts(JsonNode node) {
    return (node.isArray() ? node.valueStream() : Stream.of(node)).map(JsonNode::asText).toList();
  }

  private static ObjectNode without(ObjectNode policy, int statement, String field, String text) {
    ObjectNode less = policy.deepCopy();
    ArrayNode statements = (ArrayNode) less.path("Statement");
    List<String> rest = new ArrayList<>(texts(statements.path(statement).path(field)));
    rest.remove(text);
    if (rest.isEmpty()) {
      statements.remove(statement);
    } else {
      ((ObjectNode) statements.path(statement)).set(field, JSON.valueToTree(rest));
    }
    return less;
  }

  private static boolean isDenied(ObjectNode policy, Use use) {
    if (policy.path("Statement").isEmpty()) {
      return true;
    }
    for (Consumer<Account> story : FeatureStories.of(use.features)) {
      ACCOUNT.give(policy.toString());
      try {
        story.accept(ACCOUNT);
      } catch (Ec2Exception e) {
        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnauthorizedOperation");
        return true;
      }
    }
    return false;
  }

  private static void giveAll(String... fence) {
    ACCOUNT.give(new Use(EnumSet.allOf(Feature.class), List.of(fence)).policy());
  }

  private static void giveUsual(String... fence) {
    ACCOUNT.give(new Use(Feature.usual(), List.of(fence)).policy());
  }

  private static void assertDenied(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e ->
                assertThat(e.awsErrorDetails().errorCode())
                    .as(e.getMessage())
                    .isEqualTo("UnauthorizedOperation"));
  }

  private static void assertDenied(Action action) {
    assertDenied(() -> ACCOUNT.operator.act(action));
  }

  private static void attach(String interfaceId) {
    ACCOUNT.admin.attachNetworkInterface(
        it -> it.networkInterfaceId(interfaceId).instanceId(Worlds.WINDOWS).deviceIndex(1));
  }

  private static void assertLeftAlone(String interfaceId) {
    assertDenied(new Action.Attach(interfaceId, Worlds.LINUX, 1));
    assertDenied(new Action.DeleteInterface(interfaceId));
    assertDenied(new Action.SetSourceDestCheck(interfaceId, false));
    assertDenied(new Action.SetSecurityGroups(interfaceId, List.of(Worlds.GROUP)));
    attach(interfaceId);
    assertDenied(new Action.Detach(interfaceId, ACCOUNT.attachmentId(interfaceId), Worlds.WINDOWS));
  }

  private static void assertTagsLeftAlone(String interfaceId) {
    assertDenied(new Action.AddTags(interfaceId, Account.ownTags()));
    assertDenied(new Action.RemoveTags(interfaceId, Account.ownTags()));
  }

  @Test
  void anInterfaceWithoutTheTagIsLeftAlone() {
    giveUsual();
    String foreign = ACCOUNT.foreignInterface("10.0.0.51");
    assertTagsLeftAlone(foreign);
    assertLeftAlone(foreign);
    assertDenied(() -> ACCOUNT.operator.create("10.0.0.52", Map.of("Name", "windows")));
    assertDenied(() -> ACCOUNT.operator.create("10.0.0.52", Map.of()));
  }

  @Test
  void anotherClustersInterfaceIsLeftAlone() {
    giveAll("--cluster-id=" + Account.CLUSTER);
    var other = Account.tag(Ownership.CLUSTER, "other");
    String foreign = ACCOUNT.foreignInterface("10.0.0.51", other);
    assertTagsLeftAlone(foreign);
    assertLeftAlone(foreign);
    assertDenied(() -> ACCOUNT.operator.create("10.0.0.52", Map.of(other.key(), other.value())));
  }

  @Test
  void othersRulesKeepTheirTagsAndNoneIsAddedWithoutTheTag() {
    giveUsual();
    String ssh = "sgr-00000000000000022";
    ACCOUNT.tag(Account.tag("Name", "ssh"), ssh);
    assertDenied(new Action.DisownRule(Worlds.GROUP, ssh, Map.of("Name", "ssh")));
    assertDenied(
        new Action.AuthorizePing(Worlds.GROUP, 8, "10.0.0.0/21", Map.of("Name", "ping"), ""));
  }

  @Test
  void whatIsNotInUseIsNotAllowed() {
    giveUsual();
    assertDenied(() -> ACCOUNT.operator.assign(Worlds.WINDOWS_INTERFACE, "10.0.0.51"));
    assertDenied(() -> ACCOUNT.operator.assign(Worlds.WINDOWS_INTERFACE, Account.IPV6));
    assertDenied(ACCOUNT.operator::readElasticIps);
    assertDenied(ACCOUNT.operator::allocate);
  }

  @Test
  void othersElasticIpsAreReleasedByNobodyAndUsedOnlyWhereNamed() {
    ACCOUNT.give(new Use(EnumSet.of(Feature.ELASTIC_IP_ALLOCATE), List.of()).policy());
    ACCOUNT.openToTheInternet();
    String foreign = ACCOUNT.foreignElasticIp();
    assertDenied(() -> ACCOUNT.operator.release(foreign));
    assertDenied(() ->
        ACCOUNT.operator.associate(foreign, Worlds.WINDOWS_INTERFACE, Worlds.WINDOWS_ADDRESS));
    assertDenied(() -> ACCOUNT.operator.retag(foreign, Account.ownTags()));
  }

  @Test
  void onlyWhatHasTheTagsOfTheFenceIsUsed() {
    giveAll("--tag=team=network");
    String own = ACCOUNT.operator.create("10.0.0.51");
    assertDenied(new Action.Attach(own, Worlds.LINUX, 1));
    assertDenied(new Action.SetSecurityGroups(own, List.of(Worlds.DEFAULT_GROUP)));
    assertDenied(
        new Action.AuthorizePing(
            Worlds.DEFAULT_GROUP, 8, "10.0.0.0/21", Ownership.ofRule(Account.CLUSTER), ""));
    ACCOUNT.openToTheInternet();
    assertDenied(() ->
        ACCOUNT.operator.associate(
            ACCOUNT.foreignElasticIp(), Worlds.LINUX_INTERFACE, Worlds.LINUX_ADDRESS));
    ACCOUNT.admin.deleteTags(it -> it.resources(Worlds.SUBNET).tags(Account.FENCED));
    assertDenied(() -> ACCOUNT.operator.create("10.0.0.52"));
  }

  @Test
  void onlyInterfacesAndGroupsInTheVpcsOfTheFenceAreChanged() {
    giveAll("--vpc=vpc-0123456789abcdef0");
    assertDenied(() -> ACCOUNT.operator.create("10.0.0.51"));
    assertLeftAlone(ACCOUNT.foreignInterface("10.0.0.52", Account.tag(Ownership.CLUSTER, "lab")));
    assertDenied(() -> ACCOUNT.operator.assign(Worlds.WINDOWS_INTERFACE, "10.0.0.53"));
    assertDenied(() -> ACCOUNT.operator.assign(Worlds.WINDOWS_INTERFACE, Account.IPV6));
    assertDenied(() -> ACCOUNT.operator.authorize("10.0.0.0/21"));
    assertDenied(new Action.AddTags(Worlds.LINUX_INTERFACE, FeatureStories.ADOPTED));
  }

  @Test
  void anotherRegionOrAccountIsOutOfReach() {
    for (String fence : List.of("--region=eu-central-1", "--account=999999999999")) {
      giveAll(fence);
      assertDenied(() -> ACCOUNT.operator.create("10.0.0.51"));
      assertDenied(ACCOUNT.operator::allocate);
    }
    giveAll("--region=eu-central-1");
    assertDenied(ACCOUNT.operator::look);
  }

  @Test
  void anInterfaceIsAdoptedByItsTagAloneAndNeverDeleted() {
    giveAll();
    String foreign = ACCOUNT.foreignInterface("10.0.0.51", Account.tag("Name", "db"));
    assertDenied(new Action.Attach(foreign, Worlds.WINDOWS, 1));
    assertDenied(new Action.AddTags(foreign, Account.ownTags()));
    assertDenied(() -> ACCOUNT.operator.untag(foreign, Map.of()));
    ACCOUNT.operator.act(new Action.AddTags(foreign, FeatureStories.ADOPTED));
    assertTagsLeftAlone(foreign);
    assertDenied(new Action.DeleteInterface(foreign));
    assertDenied(new Action.RemoveTags(foreign, Map.of("Name", "db")));
    assertThat(ACCOUNT.read(foreign).tagSet()).hasSize(2);
  }

  @Test
  void whatAnotherClusterAdoptedStaysItsOwn() {
    giveAll("--cluster-id=" + Account.CLUSTER);
    Map<String, String> other = Map.of(Ownership.ADOPTED_BY, Ownership.adopter("other", "uid-2"));
    String foreign = ACCOUNT.foreignInterface("10.0.0.51", Account.tags(other).toArray(Tag[]::new));
    assertDenied(new Action.Attach(foreign, Worlds.WINDOWS, 1));
    assertDenied(new Action.RemoveTags(foreign, other));
    assertDenied(new Action.AddTags(foreign, Map.of("team", "network")));
    assertDenied(new Action.AddTags(Worlds.LINUX_INTERFACE, other));
  }
}
