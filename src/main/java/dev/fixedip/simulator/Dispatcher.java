package dev.fixedip.simulator;

import dev.fixedip.simulator.Calls.Call;
import dev.fixedip.simulator.ops.Operation;
import dev.fixedip.simulator.ops.Operations;
import dev.fixedip.simulator.wire.Form;
import dev.fixedip.simulator.wire.Protocol;
import dev.fixedip.simulator.wire.QueryServer.Answer;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Ids;
import dev.fixedip.simulator.world.World;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkPojo;

/** Takes a request through decoding, faults, its operation and encoding. */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** What watches and disturbs the calls. */
  record Hooks(Calls calls, Faults faults, List<Simulator.Listener> listeners) {}

  private final World world;
  private final Operations operations;
  private final Hooks hooks;
  private final InstantSource clock;
  private final Ids requestIds;

  Dispatcher(World world, Hooks hooks, SimulatorOptions options) {
    this.world = world;
    this.operations = new Operations(world);
    this.hooks = hooks;
    this.clock = options.clock();
    this.requestIds = new Ids(~options.seed());
  }

  /** The answer to a query string or form. */
  Answer answer(String query) {
    String requestId = requestIds.requestId();
    Protocol protocol = Protocol.EC2;
    try {
      Form form = Form.parse(query);
      protocol = Protocol.of(form);
      return answer(protocol, form, requestId);
    } catch (Ec2Error error) {
      return refusal(protocol, requestId, error);
    } catch (RuntimeException bug) {
      LOG.error("the simulator failed on {}", query, bug);
      var error = new Ec2Error("InternalError", "An internal error has occurred", 500);
      return refusal(protocol, requestId, error);
    }
  }

  private static Answer refusal(Protocol protocol, String requestId, Ec2Error error) {
    return new Answer.Document(error.status(), requestId, protocol.error(requestId, error));
  }

  private Answer answer(Protocol protocol, Form form, String requestId) {
    Operation<?> operation = operations.get(protocol, form.text("Action"));
    if (!protocol.version().equals(form.text("Version"))) {
      throw new Ec2Error(
          "NoSuchVersion",
          "The requested version (%s) is not valid".formatted(form.text("Version")));
    }
    form.remove("Action");
    form.remove("Version");
    return run(protocol, operation, form, requestId);
  }

  private <Q extends AwsRequest> Answer run(
      Protocol protocol, Operation<Q> operation, Form form, String requestId) {
    Q request = operation.decode(form);
    boolean dryRun = operation.isDryRun(form);
    var call =
        new Call(clock.instant(), operation.action(), operation.mutating() && !dryRun, request);
    hooks.calls.add(call);
    List<Fault> faults = hooks.faults.of(call);
    before(faults);
    if (dryRun) {
      throw new Ec2Error(
          "DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
    }
    SdkPojo response = world.transact(() -> operation.method().apply(request));
    hooks.listeners.stream()
        .filter(listener -> listener.action().equals(operation.action()))
        .forEach(listener -> listener.consumer().accept(request));
    if (after(faults)) {
      return new Answer.Lost();
    }
    return new Answer.Document(
        200, requestId, protocol.answer(operation.action(), requestId, response));
  }

  private static void before(List<Fault> faults) {
    for (Fault fault : faults) {
      switch (fault) {
        case Fault.DelayBefore(Duration delay) -> await(delay);
        case Fault.ErrorBefore(String code, String message, int status) ->
            throw new Ec2Error(code, message, status);
        case Fault.ErrorAfter _, Fault.LostAnswer _, Fault.DelayAfter _ -> {}
      }
    }
  }

  private static boolean after(List<Fault> faults) {
    boolean lost = false;
    for (Fault fault : faults) {
      switch (fault) {
        case Fault.DelayAfter(Duration delay) -> await(delay);
        case Fault.ErrorAfter(String code, String message, int status) ->
            throw new Ec2Error(code, message, status);
        case Fault.LostAnswer _ -> lost = true;
        case Fault.ErrorBefore _, Fault.DelayBefore _ -> {}
      }
    }
    return lost;
  }

  private static void await(Duration delay) {
    var later =
        CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
    CompletableFuture.runAsync(() -> {}, later).join();
  }
}
