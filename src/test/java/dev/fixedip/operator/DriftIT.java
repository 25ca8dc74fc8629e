package dev.fixedip.operator;

import static dev.fixedip.operator.Scene.interfaceOf;
import static dev.fixedip.operator.Scene.pingRuleOf;
import static dev.fixedip.simulator.world.Worlds.GROUP;
import static dev.fixedip.simulator.world.Worlds.VPC;
import static dev.fixedip.simulator.world.Worlds.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.ec2.Inventory;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Somebody changes in EC2 what was in place. */
@ExtendWith(SharedKubernetesApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftIT {
  /** A poll, by which the reads lag behind, and until when what was known may hold against it. */
  private static final Duration FOUND =
      Duration.ofSeconds(2).plus(LifelikeEc2.WINDOW).plus(Inventory.SETTLING);

  /** All that EC2 may have to do until it is as before, each seen with a lag. */
  private static final Duration PUT_RIGHT =
      LifelikeEc2.LATENCIES
          .detach()
          .plus(LifelikeEc2.LATENCIES.create())
          .plus(LifelikeEc2.LATENCIES.attach())
          .plus(LifelikeEc2.WINDOW.multipliedBy(3));

  private static final Duration ONE_POLL_AND_SOME = FOUND.plus(PUT_RIGHT);

  private final Scene scene;
  private final String otherGroup;

  DriftIT(KubernetesApi kubernetes) {
    scene = Scene.open(kubernetes, Worlds.generated(20, 1));
    otherGroup =
        scene
            .others
            .createSecurityGroup(it -> it.groupName("other").description("Other").vpcId(VPC))
            .groupId();
  }

  @AfterAll
  void stop() {
    scene.end();
  }

  /** What can be changed from outside. */
  enum Departure {
    DETACHED(1, "interface.attachment", "none") {
      @Override
      void happen(Ec2Client ec2, FixedIpStatus it, String otherGroup) {
        ec2.detachNetworkInterface(d -> d.attachmentId(interfaceOf(it).attachmentId()));
      }
    },
    DELETED(2, "interface", "none") {
      @Override
      void happen(Ec2Client ec2, FixedIpStatus it, String otherGroup) {
        ec2.detachNetworkInterface(d -> d.attachmentId(interfaceOf(it).attachmentId()).force(true));
        ec2.deleteNetworkInterface(d -> d.networkInterfaceId(interfaceOf(it).id()));
      }
    },
    OTHER_GROUPS(3, "interface.securityGroupIds", "sg-") {
      @Override
      void happen(Ec2Client ec2, FixedIpStatus it, String otherGroup) {
        ec2.modifyNetworkInterfaceAttribute(
            m -> m.networkInterfaceId(interfaceOf(it).id()).groups(otherGroup));
      }
    },
    UNCHECKED(4, "interface.sourceDestCheck", "false") {
      @Override
      void happen(Ec2Client ec2, FixedIpStatus it, String otherGroup) {
        ec2.modifyNetworkInterfaceAttribute(
            m -> m.networkInterfaceId(interfaceOf(it).id()).sourceDestCheck(v -> v.value(false)));
      }
    },
    ENDS_WITH_INSTANCE(5, "interface.deleteOnTermination", "true") {
      @Override
      void happen(Ec2Client ec2, FixedIpStatus it, String otherGroup) {
        ec2.modifyNetworkInterfaceAttribute(m ->
            m.networkInterfaceId(interfaceOf(it).id())
                .attachment(
                    a -> a.attachmentId(interfaceOf(it).attachmentId()).deleteOnTermination(true)));
      }
    },
    UNTAGGED(6, "interface.tags", "team absent") {
      @Override
      void happen(Ec2Client ec2, FixedIpStatus it, String otherGroup) {
        ec2.deleteTags(
            d -> d.resources(interfaceOf(it).id()).tags(Tag.builder().key("team").build()));
      }
    },
    NO_PING(7, "pingRules[10.0.%d.0/24]", "none") {
      @Override
      void happen(Ec2Client ec2, FixedIpStatus it, String otherGroup) {
        ec2.revokeSecurityGroupIngress(r ->
            r.groupId(pingRuleOf(it).securityGroupId()).securityGroupRuleIds(pingRuleOf(it).id()));
      }
    };

    private final int number;
    private final String field;
    private final String observed;

    Departure(int number, String field, String observed) {
      this.number = number;
      this.field = field;
      this.observed = observed;
    }

    abstract void happen(Ec2Client ec2, FixedIpStatus it, String otherGroup);

    String field() {
      return field.formatted(number);
    }
  }

  @ParameterizedTest
  @SideBySide
  @EnumSource
  void isToldAndCorrected(Departure departure) {
    String name = "correct-" + departure.number;
    apply(name, departure.number, "Correct");
    FixedIpStatus before = scene.stage.awaitReady(name);
    scene.awaitPolls(1);
    Map<String, Object> asWanted = inEc2(departure.number);

    departure.happen(scene.others, before, otherGroup);

    await("%s of %s to be corrected".formatted(departure.field(), name))
        .atMost(ONE_POLL_AND_SOME)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> isCorrected(name, departure.field()));
    FixedIpStatus after = scene.stage.awaitReady(name);
    assertThat(inEc2(departure.number)).isEqualTo(asWanted);
    assertThat(after.lastCorrection())
        .isNotNull()
        .satisfies(it -> assertThat(it.observed()).contains(departure.observed))
        .satisfies(it -> assertThat(it.correctedAt()).isGreaterThanOrEqualTo(it.since()));
    assertThat(after.drift()).isNullOrEmpty();
    assertThat(after.plan()).isNullOrEmpty();
    assertThat(scene.history.statuses(name))
        .as("a status that tells the drift")
        .anySatisfy(told -> {
          assertThat(told.drift())
              .extracting(FixedIpStatus.Drift::field)
              .contains(departure.field());
          assertThat(told.condition(ConditionType.Ready))
              .get()
              .extracting(Condition::getStatus, Condition::getReason)
              .containsExactly("False", "Drifted");
          assertThat(told.condition(ConditionType.Reconciling)).isPresent();
          assertThat(told.condition(ConditionType.InSync))
              .get()
              .extracting(Condition::getStatus)
              .isEqualTo("False");
        });
    assertThat(syncedSinceFirst(name)).containsOnly(1L);
    awaitEvents(name, "Drifted", "Warning", departure.field());
    awaitEvents(name, "Corrected", "Normal", departure.field());
  }

  @Test
  @SideBySide
  void reportedDriftIsLeftUntilSomebodyPutsItRight() {
    apply("report", 11, "Report");
    FixedIpStatus before = scene.stage.awaitReady("report");

    Departure.DETACHED.happen(scene.others, before, otherGroup);

    String message = scene.refusal("report", "Drifted");
    FixedIpStatus told = scene.stage.status("report").orElseThrow();
    assertThat(message)
        .contains("interface.attachment is none instead of " + id("i", 11))
        .contains("set spec.drift to Correct");
    assertThat(told.condition(ConditionType.Stalled)).isPresent();
    assertThat(told.plan())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.action()).isEqualTo("AttachNetworkInterface");
          assertThat(it.target()).contains(interfaceOf(before).id()).contains(id("i", 11));
        });
    assertThat(told.drift())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.desired()).isEqualTo(id("i", 11));
          assertThat(it.observed()).isEqualTo("none");
        });
    awaitEvents("report", "Drifted", "Warning", "interface.attachment");

    scene.others.attachNetworkInterface(it ->
        it.networkInterfaceId(interfaceOf(before).id()).instanceId(id("i", 11)).deviceIndex(1));

    FixedIpStatus after = scene.stage.awaitReady("report");
    assertThat(after.drift()).isNullOrEmpty();
    assertThat(after.plan()).isNullOrEmpty();
    assertThat(after.lastCorrection()).isNull();
    assertThat(scene.events("report", "Corrected")).isEmpty();
  }

  @Test
  @SideBySide
  void reportedDriftIsCorrectedOnceThatIsAskedFor() {
    apply("switched", 12, "Report");
    FixedIpStatus before = scene.stage.awaitReady("switched");
    Map<String, Object> asWanted = inEc2(12);
    Departure.OTHER_GROUPS.happen(scene.others, before, otherGroup);
    scene.stage.awaitReason("switched", "Drifted");
    assertThat(inEc2(12)).containsEntry("groups", List.of(otherGroup));

    apply("switched", 12, "Correct");

    scene.stage.awaitReady("switched");
    assertThat(inEc2(12)).isEqualTo(asWanted);
  }

  @Test
  @SideBySide
  void whoeverFightsIsNamedAndGivenTime() {
    apply("fought", 13, "Correct");
    FixedIpStatus it = scene.stage.awaitReady("fought");
    for (int times = 1; times <= 3; times++) {
      Departure.UNCHECKED.happen(scene.others, it, otherGroup);
      await("correction " + times)
          .atMost(ONE_POLL_AND_SOME)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> scene.networkInterface(interfaceOf(it).id()).sourceDestCheck());
      scene.stage.awaitReady("fought");
    }

    Departure.UNCHECKED.happen(scene.others, it, otherGroup);

    assertThat(scene.refusal("fought", "DriftRecurring"))
        .contains("interface.sourceDestCheck is false instead of true")
        .contains("corrected 3 times")
        .contains("find out who changes it");
    awaitEvents("fought", "DriftRecurring", "Warning", "interface.sourceDestCheck");
    assertThat(scene.networkInterface(interfaceOf(it).id()).sourceDestCheck()).isFalse();
  }

  private void apply(String name, int number, String drift) {
    scene.stage.apply(
        name,
        """
        address: %s
        instance: {id: %s}
        interface: {tags: {team: blue}}
        ping: {from: [10.0.%d.0/24]}
        drift: %s
        """
            .formatted(address(number), id("i", number), number, drift));
  }

  private static String address(int number) {
    return "10.0.1." + (10 + number);
  }

  private boolean isCorrected(String name, String field) {
    FixedIp now = scene.stage.fixedIp(name).get();
    return Stage.isTrue(now, ConditionType.Ready)
        && now.getStatus().lastCorrection() != null
        && now.getStatus().lastCorrection().field().equals(field);
  }

  /** What counts of the address's interface and its ping rule, without ids that EC2 makes up. */
  private Map<String, Object> inEc2(int number) {
    NetworkInterface it = scene.holders(address(number)).getFirst();
    return Map.of(
        "instance", it.attachment() == null ? "none" : it.attachment().instanceId(),
        "index", it.attachment() == null ? -1 : it.attachment().deviceIndex(),
        "ends", it.attachment() != null && it.attachment().deleteOnTermination(),
        "groups", it.groups().stream().map(g -> g.groupId()).toList(),
        "check", it.sourceDestCheck(),
        "tags", it.tagSet().stream().collect(Collectors.toMap(Tag::key, Tag::value)),
        "pings",
            scene.pingRules(GROUP).stream()
                .filter(rule -> rule.cidrIpv4().equals("10.0.%d.0/24".formatted(number)))
                .map(rule -> rule.fromPort())
                .toList());
  }

  private List<Long> syncedSinceFirst(String name) {
    return scene.history.statuses(name).stream()
        .map(FixedIpStatus::syncedGeneration)
        .filter(Objects::nonNull)
        .toList();
  }

  private void awaitEvents(String name, String reason, String type, String about) {
    await("the event %s of %s".formatted(reason, name))
        .atMost(ONE_POLL_AND_SOME)
        .until(() -> !scene.events(name, reason).isEmpty());
    assertThat(scene.events(name, reason))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.getType()).isEqualTo(type);
          assertThat(it.getMessage()).startsWith(about);
        })
        .extracting(Event::getCount)
        .isEqualTo(1);
  }
}
