package dev.fixedip.simulator;

import dev.fixedip.simulator.Calls.Call;
import dev.fixedip.simulator.access.Access;
import dev.fixedip.simulator.access.Caller;
import dev.fixedip.simulator.ops.Operation;
import dev.fixedip.simulator.ops.Operations;
import dev.fixedip.simulator.rates.Rates;
import dev.fixedip.simulator.wire.Form;
import dev.fixedip.simulator.wire.HttpCall;
import dev.fixedip.simulator.wire.Protocol;
import dev.fixedip.simulator.wire.QueryServer.Answer;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Ids;
import dev.fixedip.simulator.world.World;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkPojo;

/** Takes a call through all that stands before and behind its operation. */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** Who may call, and how often. */
  record Gates(Access access, Rates rates) {}

  /** What watches and disturbs the calls. */
  record Hooks(Calls calls, Faults faults, List<Simulator.Listener> listeners) {}

  private final World world;
  private final Operations operations;
  private final Gates gates;
  private final Hooks hooks;
  private final Ids requestIds;

  Dispatcher(World world, Gates gates, Hooks hooks) {
    this.world = world;
    this.operations = new Operations(world, gates.access);
    this.gates = gates;
    this.hooks = hooks;
    this.requestIds = new Ids(~world.nature().seed());
  }

  /** The answer to a call. */
  Answer answer(HttpCall http) {
    String requestId = requestIds.requestId();
    Protocol protocol = Protocol.EC2;
    String action = "";
    try {
      Form form = Form.parse(http.parameters());
      protocol = Protocol.of(form);
      Caller caller = gates.access.authenticate(http);
      Operation operation = operation(protocol, form);
      action = operation.action();
      hooks.calls.arrived(action, now());
      return ScopedValue.where(Caller.CURRENT, caller).call(() -> run(operation, form, requestId));
    } catch (Ec2Error error) {
      hooks.calls.refused(action, error.code());
      return refusal(protocol, requestId, error);
    } catch (RuntimeException bug) {
      LOG.error("the simulator failed on {}", http.parameters(), bug);
      var error = new Ec2Error("InternalError", "An internal error has occurred", 500);
      return refusal(protocol, requestId, error);
    }
  }

  /** What a read answers when it does not lag; it passes nothing that stands before a call. */
  SdkPojo truth(AwsRequest request) {
    String action = request.getClass().getSimpleName().replaceFirst("Request$", "");
    Operation operation = operations.get(Protocol.EC2, action);
    return world.transact(() -> operation.method().apply(request));
  }

  private Instant now() {
    return world.nature().clock().instant();
  }

  private static Answer refusal(Protocol protocol, String requestId, Ec2Error error) {
    return new Answer.Document(error.status(), requestId, protocol.error(requestId, error));
  }

  private Operation operation(Protocol protocol, Form form) {
    Operation operation = operations.get(protocol, form.text("Action"));
    if (!protocol.version().equals(form.text("Version"))) {
      throw new Ec2Error(
          "NoSuchVersion",
          "The requested version (%s) is not valid".formatted(form.text("Version")));
    }
    form.remove("Action");
    form.remove("Version");
    return operation;
  }

  private Answer run(Operation operation, Form form, String requestId) {
    String action = operation.action();
    if (operation.protocol() == Protocol.EC2) {
      gates.rates.take(action, operation.mutating(), !form.children().isEmpty());
    }
    AwsRequest request = operation.decode(form);
    boolean dryRun = operation.isDryRun(form);
    var call = new Call(now(), action, operation.mutating() && !dryRun, request);
    hooks.calls.add(call);
    List<Fault> faults = hooks.faults.of(call);
    faults.forEach(Fault::before);
    gates.access.authorize(Caller.CURRENT.get(), action);
    if (dryRun) {
      throw new Ec2Error(
          "DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
    }
    SdkPojo response = effect(operation, request);
    listeners(action).forEach(listener -> listener.consumer().accept(request));
    faults.forEach(Fault::after);
    String document = operation.protocol().answer(action, requestId, response);
    Answer answer = new Answer.Document(200, requestId, document);
    for (Fault fault : faults) {
      answer = fault.answer(answer);
    }
    return answer;
  }

  private SdkPojo effect(Operation operation, AwsRequest request) {
    Supplier<SdkPojo> work = () -> operation.method().apply(request);
    return operation.mutating() ? world.transact(work) : world.read(work);
  }

  private Stream<Simulator.Listener> listeners(String action) {
    return hooks.listeners.stream().filter(listener -> listener.action().equals(action));
  }
}
