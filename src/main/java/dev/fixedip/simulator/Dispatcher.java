package dev.fixedip.simulator;

import static java.util.stream.Collectors.toCollection;

import dev.fixedip.simulator.Calls.Call;
import dev.fixedip.simulator.access.Access;
import dev.fixedip.simulator.access.Caller;
import dev.fixedip.simulator.iam.Touched;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
  record Hooks(Calls calls, Faults faults, List<Consumer<Simulator.Effect>> listeners) {}

  /** A world with the operations on it; calls under way end in the one they began in. */
  private record Stage(World world, Operations operations, Touched touched, Ids requestIds) {}

  private final Gates gates;
  private final Hooks hooks;
  private volatile Stage stage;

  Dispatcher(World world, Gates gates, Hooks hooks) {
    this.gates = gates;
    this.hooks = hooks;
    this.stage = stage(world);
  }

  private Stage stage(World world) {
    return new Stage(
        world,
        new Operations(world, gates.access),
        new Touched(world),
        new Ids(~world.nature().seed()));
  }

  /** The world that calls find now. */
  World world() {
    return stage.world;
  }

  /** Calls find that world from now on, and remember nothing of the one before. */
  void world(World world) {
    stage = stage(world);
  }

  /** The names of all operations. */
  Set<String> actions() {
    return stage.operations.all().stream()
        .map(Operation::action)
        .collect(toCollection(TreeSet::new));
  }

  /** The answer to a call. */
  Answer answer(HttpCall http) {
    Stage on = stage;
    String requestId = on.requestIds.requestId();
    Protocol protocol = Protocol.EC2;
    String action = "";
    try {
      Form form = Form.parse(http.parameters());
      protocol = Protocol.of(form);
      Operation operation = operation(on, protocol, form);
      action = operation.action();
      hooks.calls.arrived(action, now(on));
      Caller caller = gates.access.authenticate(http, protocol);
      return ScopedValue.where(Caller.CURRENT, caller)
          .call(() -> run(on, operation, form, requestId));
    } catch (Ec2Error error) {
      hooks.calls.refused(action, error.code());
      return refusal(protocol, requestId, error);
    } catch (RuntimeException bug) {
      LOG.error("the simulator failed on {}", http.parameters(), bug);
      var error = new Ec2Error("InternalError", "An internal error has occurred", 500);
      hooks.calls.refused(action, error.code());
      return refusal(protocol, requestId, error);
    }
  }

  /** What a read answers when it does not lag; it passes nothing that stands before a call. */
  SdkPojo truth(AwsRequest request) {
    Stage on = stage;
    String action = request.getClass().getSimpleName().replaceFirst("Request$", "");
    Operation operation = on.operations.get(Protocol.EC2, action);
    if (operation.mutating()) {
      throw new IllegalArgumentException(action + " changes the world: make a call of it");
    }
    return on.world.transact(() -> operation.method().apply(request));
  }

  private static Instant now(Stage on) {
    return on.world.nature().clock().instant();
  }

  private static Answer refusal(Protocol protocol, String requestId, Ec2Error error) {
    return new Answer.Document(error.status(), requestId, protocol.error(requestId, error));
  }

  private static Operation operation(Stage on, Protocol protocol, Form form) {
    Operation operation = on.operations.get(protocol, form.text("Action"));
    if (!protocol.version().equals(form.text("Version"))) {
      throw new Ec2Error(
          "NoSuchVersion",
          "The requested version (%s) is not valid".formatted(form.text("Version")));
    }
    form.remove("Action");
    form.remove("Version");
    return operation;
  }

  private Answer run(Stage on, Operation operation, Form form, String requestId) {
    String action = operation.action();
    if (operation.protocol() == Protocol.EC2) {
      gates.rates.take(action, operation.mutating(), Operation.isNarrowed(form));
    }
    AwsRequest request = operation.decode(form);
    boolean dryRun = operation.isDryRun(form);
    var call = new Call(now(on), action, operation.mutating() && !dryRun, request);
    hooks.calls.add(call);
    List<Fault> faults = hooks.faults.of(call);
    faults.forEach(Fault::before);
    authorize(on, operation, request);
    if (dryRun) {
      throw new Ec2Error(
          "DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
    }
    SdkPojo response = effect(on.world, operation, request);
    var effect = new Simulator.Effect(requestId, action, request, response);
    hooks.listeners.forEach(listener -> listener.accept(effect));
    faults.forEach(Fault::after);
    String document = operation.protocol().answer(action, requestId, response);
    Answer answer = new Answer.Document(200, requestId, document);
    for (Fault fault : faults) {
      answer = fault.answer(answer);
    }
    return answer;
  }

  private void authorize(Stage on, Operation operation, AwsRequest request) {
    Protocol protocol = operation.protocol();
    String action = protocol.qualified(operation.action());
    gates.access.authorize(
        Caller.CURRENT.get(),
        protocol,
        operation.action(),
        () -> on.world.transact(() -> on.touched.asks(action, request)));
  }

  private static SdkPojo effect(World world, Operation operation, AwsRequest request) {
    Supplier<SdkPojo> work = () -> operation.method().apply(request);
    return operation.mutating() ? world.transact(work) : world.read(work);
  }
}
