package dev.fixedip.ec2;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Measures each call of EC2 as its caller meets it, the SDK's own retries included: how long it
 * took, and what came of it in the words of {@link Ec2Errors}. What was never sent does not count.
 */
final class CallMeter implements ExecutionInterceptor {

  private static final String SUCCESS = "success";

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofSeconds(60)
  };

  private static final ExecutionAttribute<Begun> BEGUN =
      new ExecutionAttribute<>("dev.fixedip.CallMeter");

  private record Begun(Timer.Sample sample, AtomicInteger attempts) {}

  private final MeterRegistry registry;

  CallMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    attributes.putAttribute(BEGUN, new Begun(Timer.start(registry), new AtomicInteger()));
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    attributes.getAttribute(BEGUN).attempts().incrementAndGet();
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    ended(attributes, SUCCESS);
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    if (context.exception() instanceof SdkException e && !NotLeadingException.isCauseOf(e)) {
      ended(attributes, Ec2Errors.failed(e).kind().name().toLowerCase(Locale.ROOT));
    }
  }

  private void ended(ExecutionAttributes attributes, String result) {
    Begun begun = attributes.getAttribute(BEGUN);
    String action = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    begun
        .sample()
        .stop(
            Timer.builder("fixedip.ec2.calls")
                .description(
                    "Calls of EC2 by action and result, and how long they took with their retries")
                .tag("action", action)
                .tag("result", result)
                .serviceLevelObjectives(BUCKETS)
                .register(registry));
    Counter.builder("fixedip.ec2.retries")
        .description("How often the AWS SDK sent a reading call of EC2 again")
        .tag("action", action)
        .register(registry)
        .increment(Math.max(0, begun.attempts().get() - 1));
  }
}
