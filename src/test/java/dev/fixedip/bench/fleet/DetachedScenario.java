package dev.fixedip.bench.fleet;

import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.bench.Effort;
import dev.fixedip.bench.Goal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Somebody detaches one interface of many. */
final class DetachedScenario extends FleetScenario {
  private static final String ATTACH = "AttachNetworkInterface";
  private static final int TIMES = 3;

  @Override
  public String name() {
    return "detached";
  }

  @Override
  public String title() {
    return "One interface of all is detached";
  }

  @Override
  Duration expected(Effort effort) {
    return effort.poll().multipliedBy(TIMES);
  }

  @Override
  void run(Effort effort, Figures figures) {
    int all = effort.fixedIps();
    try (var lab = open(effort, figures);
        var fleet = ready(lab, all)) {
      lab.realRates();
      try (var operator = lab.operator(1)) {
        awaitRest(operator, all);
        for (int number = 1; number <= Math.min(TIMES, all); number++) {
          lab.forgetCalls();
          lab.awaitPolls(1, effort.poll());
          detach(Fleet.name(number), lab, fleet, operator, figures);
          fleet.awaitReady(all, patience(all));
        }
      }
    }
  }

  private static void detach(
      String name, Lab lab, Fleet fleet, OperatorUnderTest operator, Figures figures) {
    FixedIpStatus before = fleet.seen(name).map(FixedIp::getStatus).orElseThrow();
    String attachment = Objects.requireNonNull(before.networkInterface()).attachmentId();
    double pollsBefore = operator.metric("fixedip_poll_seconds_sum");
    lab.forgetCalls();
    lab.others().detachNetworkInterface(it -> it.attachmentId(attachment));
    Instant told =
        fleet.await(
            "told to have been detached",
            it -> it.getMetadata().getName().equals(name) && tells(it, before),
            1,
            patience(1));
    Instant attached = lab.awaitCall(ATTACH, patience(1));
    Instant pollBegan = Lookups.firstPoll(lab.listedCalls());
    double poll = operator.metric("fixedip_poll_seconds_sum") - pollsBefore;
    figures.told("duration of the poll", "s", poll);
    figures.promised(
        "from the end of the poll until the status tells it",
        "s",
        new Goal.AtMost(1),
        seconds(Duration.between(pollBegan, told)) - poll);
    figures.promised(
        "from the status until it is corrected",
        "s",
        new Goal.AtMost(1),
        Math.max(0, seconds(Duration.between(told, attached))));
  }

  private static boolean tells(FixedIp it, FixedIpStatus before) {
    FixedIpStatus now = it.getStatus();
    return now.drift("interface.attachment").findAny().isPresent()
        || !Objects.equals(now.lastCorrection(), before.lastCorrection());
  }
}
