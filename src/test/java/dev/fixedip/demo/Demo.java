package dev.fixedip.demo;

import dev.fixedip.simulator.world.World;
import java.io.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Plays the story and says each step. The exit status is 0 only if every step went as told. On a
 * terminal all stays up afterwards, until Ctrl-C.
 */
public final class Demo {
  private static final InstantSource CLOCK = InstantSource.system();

  private final boolean terminal =
      Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  private final Narrator narrator = new Narrator(System.out, terminal);

  private Demo() {}

  /** Plays it. */
  public static void main(String[] args) throws InterruptedException {
    System.exit(new Demo().play());
  }

  private int play() throws InterruptedException {
    Instant began = CLOCK.instant();
    narrator.line("");
    narrator.headline("FixedIp: EC2 instances get the private IP addresses that people chose");
    narrator.line("");
    narrator.explain(
        """
        This demo plays on this machine alone: a real Kubernetes API, an EC2 that this
        project simulates, and the operator between the two. It needs no AWS account and
        no cluster. Every step is checked.\
        """);
    narrator.line("");
    narrator.waiting("starting Kubernetes, EC2 and the operator");
    Lab lab;
    try {
      lab = new Lab();
    } catch (IllegalStateException e) {
      narrator.line("The demo could not start. " + e.getMessage());
      return 1;
    }
    Thread end =
        new Thread(
            () -> {
              narrator.silence();
              lab.close();
            },
            "end");
    Runtime.getRuntime().addShutdownHook(end);
    try (lab) {
      return play(lab, began);
    }
  }

  private int play(Lab lab, Instant began) throws InterruptedException {
    try {
      lab.startOperator();
      narrator.explain(
          """
          Kubernetes: %s
          EC2:        simulated at %s, with EC2's own delays\
          """
              .formatted(lab.kubernetes().provider(), lab.ec2().endpoint()));
      new Story(lab, narrator).play();
    } catch (RuntimeException e) {
      narrator.line("");
      narrator.line("✗ The demo failed at %s: %s".formatted(narrator.step(), e.getMessage()));
      narrator.line("");
      narrator.line("The operator's log:");
      narrator.line(lab.operatorLog());
      return 1;
    }
    narrator.line("");
    narrator.headline(
        "Every step went as told, in %d s."
            .formatted(Duration.between(began, CLOCK.instant()).toSeconds()));
    if (terminal) {
      invite(lab);
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private void invite(Lab lab) {
    String kubectl =
        "KUBECONFIG=%s %s"
            .formatted(
                lab.kubeconfig(), lab.kubernetes().kubectl().map(Path::toString).orElse("kubectl"));
    String aws =
        "AWS_ENDPOINT_URL_EC2=%s AWS_DEFAULT_REGION=%s AWS_ACCESS_KEY_ID=demo AWS_SECRET_ACCESS_KEY=demo aws ec2"
            .formatted(lab.ec2().endpoint(), World.REGION);
    narrator.line(
        """

        Kubernetes, EC2 and the operator stay up. Try them from another terminal:

        %1$s apply -f %3$s
        %1$s get fixedips --watch

        %2$s describe-instances --output table
        %2$s describe-network-interfaces --output table

        Stop with Ctrl-C.
        """
            .formatted(kubectl, aws, lab.kubeconfig().resolveSibling(Story.WINDOWS_FILE)));
  }
}
