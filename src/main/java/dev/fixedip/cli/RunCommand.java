package dev.fixedip.cli;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the operator until the process is told to end. */
@Command(
    name = "run",
    sortOptions = false,
    description = {
      "Runs the operator, in a cluster or with a kubeconfig.",
      "Region, credentials and endpoint of EC2 come from the AWS SDK's usual settings: AWS_REGION,"
          + " AWS_PROFILE, a role of the pod …"
    })
public final class RunCommand implements Callable<Integer> {
  @Mixin private final RunOptions options = new RunOptions();

  /** Made by picocli. */
  public RunCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    options.log.apply();
    HeapKeeper.start();
    CountDownLatch ended = new CountDownLatch(1);
    RunningOperator operator = RunningOperator.start(options, InstantSource.system());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  operator.close();
                  ended.countDown();
                },
                "shutdown"));
    ended.await();
    return CommandLine.ExitCode.OK;
  }
}
