package dev.fixedip.simulator;

import dev.fixedip.simulator.access.Access;
import dev.fixedip.simulator.control.Control;
import dev.fixedip.simulator.rates.Rates;
import dev.fixedip.simulator.wire.QueryServer;
import dev.fixedip.simulator.world.World;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkPojo;

/** EC2 in this process, for any AWS client on this machine. */
public final class Simulator implements AutoCloseable {
  /** Something that goes on until it is closed. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  private final SimulatorOptions options;
  private final Dispatcher.Gates gates;
  private final Dispatcher.Hooks hooks;
  private final Dispatcher dispatcher;
  private final QueryServer server;

  private Simulator(SimulatorOptions options, Dispatcher.Gates gates, Dispatcher.Hooks hooks) {
    this.options = options;
    this.gates = gates;
    this.hooks = hooks;
    this.dispatcher = new Dispatcher(filled(options.world()), gates, hooks);
    this.server = QueryServer.start(options.port(), dispatcher::answer);
  }

  /**
   * Fills a world and opens it to clients, and to whoever steers it under {@link Control#PATH}.
   *
   * @throws java.io.UncheckedIOException when the port is taken
   */
  public static Simulator start(SimulatorOptions options) {
    var nature = options.nature();
    var gates =
        new Dispatcher.Gates(
            new Access(nature.seed() + 2), new Rates(nature.clock(), options.rates()));
    var faults = new Faults(nature.seed());
    var hooks = new Dispatcher.Hooks(new Calls(), faults, new CopyOnWriteArrayList<>());
    var simulator = new Simulator(options, gates, hooks);
    var control = new Control(simulator);
    simulator.server.serve(Control.PATH, control);
    simulator.server.serve(Control.MOTO_RESET, control);
    return simulator;
  }

  private World filled(Consumer<World> content) {
    var world = new World(options.nature());
    content.accept(world);
    world.settled();
    return world;
  }

  /**
   * Everything is as at the start, and clients notice no restart: the world with the same ids, the
   * virtual clock if there is one, full buckets; no faults, denials, users or calls.
   */
  public synchronized void reset() {
    if (options.nature().clock() instanceof VirtualClock virtual) {
      virtual.reset();
    }
    gates.access().reset();
    gates.rates().reset(options.rates());
    hooks.faults().reset();
    hooks.calls().clear();
    dispatcher.world(filled(options.world()));
  }

  /**
   * Puts another world in the place of the one there is. Latencies, rates, faults, users and
   * denials stay.
   *
   * @param content fills the empty world
   */
  public synchronized void replaceWorld(Consumer<World> content) {
    World next = filled(content);
    next.latencies(world().latencies());
    dispatcher.world(next);
  }

  /** The world that clients see now; {@link #reset} and {@link #replaceWorld} make another. */
  public World world() {
    return dispatcher.world();
  }

  /** The names of the operations that clients can call. */
  public Set<String> actions() {
    return dispatcher.actions();
  }

  /** A call that has had its effect, with the answer that will leave unless it is disturbed. */
  record Effect(String requestId, String action, AwsRequest request, SdkPojo answer) {}

  /** Where clients find it. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** The port on the loopback address. */
  public int port() {
    return server.endpoint().getPort();
  }

  /** The calls that came in. */
  public Calls calls() {
    return hooks.calls();
  }

  /** What shall go wrong. */
  public Faults faults() {
    return hooks.faults();
  }

  /** Who may call, and what is denied to whom. */
  public Access access() {
    return gates.access();
  }

  /** How often it may be called. */
  public Rates rates() {
    return gates.rates();
  }

  /**
   * What EC2 answers to a read that does not lag behind: a look from outside, which is no call.
   *
   * @param answer the request's response class
   */
  public <R extends AwsResponse> R truth(AwsRequest read, Class<R> answer) {
    return answer.cast(dispatcher.truth(read));
  }

  /** What no call of the API can do. */
  public Backstage backstage() {
    return new Backstage(this::world);
  }

  /**
   * Calls the listener each time a call of the action has had its effect, before its answer leaves
   * and on the call's own thread: until it returns, there is no answer.
   */
  public Subscription afterEffect(String action, Consumer<AwsRequest> listener) {
    return afterEffects(effect -> {
      if (effect.action.equals(action)) {
        listener.accept(effect.request);
      }
    });
  }

  /** The same for every action, with the answers. */
  Subscription afterEffects(Consumer<Effect> listener) {
    hooks.listeners().add(listener);
    return () -> hooks.listeners().remove(listener);
  }

  /** Stops; calls under way lose their answers. */
  @Override
  public void close() {
    server.close();
  }
}
