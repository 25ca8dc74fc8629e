package dev.fixedip.simulator;

import dev.fixedip.simulator.access.Access;
import dev.fixedip.simulator.rates.Rates;
import dev.fixedip.simulator.wire.QueryServer;
import dev.fixedip.simulator.world.Ids;
import dev.fixedip.simulator.world.World;
import java.net.URI;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkPojo;

/** EC2 in this process, for any AWS client on this machine. */
public final class Simulator implements AutoCloseable {
  /** Something that goes on until it is closed. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  private final QueryServer server;
  private final World world;
  private final Dispatcher.Gates gates;
  private final Dispatcher.Hooks hooks;

  private Simulator(
      QueryServer server, World world, Dispatcher.Gates gates, Dispatcher.Hooks hooks) {
    this.server = server;
    this.world = world;
    this.gates = gates;
    this.hooks = hooks;
  }

  /** Fills a world and opens it to clients. */
  public static Simulator start(SimulatorOptions options) {
    var nature = options.nature();
    var world = new World(nature);
    options.world().accept(world);
    world.settled();
    var gates =
        new Dispatcher.Gates(
            new Access(new Ids(nature.seed() + 2)), new Rates(nature.clock(), options.rates()));
    var faults = new Faults(nature.seed());
    var hooks = new Dispatcher.Hooks(new Calls(), faults, new CopyOnWriteArrayList<>());
    var dispatcher = new Dispatcher(world, gates, hooks);
    return new Simulator(
        QueryServer.start(options.port(), dispatcher::answer), world, gates, hooks);
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

  /** What no call of the API can do. */
  public Backstage backstage() {
    return new Backstage(world);
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
