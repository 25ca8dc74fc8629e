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
import software.amazon.awssdk.awscore.AwsResponse;

/** EC2 in this process, for any AWS client on this machine. */
public final class Simulator implements AutoCloseable {
  /** Something that goes on until it is closed. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  private final QueryServer server;
  private final World world;
  private final Dispatcher dispatcher;
  private final Dispatcher.Gates gates;
  private final Dispatcher.Hooks hooks;

  private Simulator(
      World world, Dispatcher.Gates gates, Dispatcher.Hooks hooks, SimulatorOptions options) {
    this.world = world;
    this.dispatcher = new Dispatcher(world, gates, hooks);
    this.server = QueryServer.start(options.port(), dispatcher::answer);
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
    return new Simulator(world, gates, hooks, options);
  }

  /** A listener on the effects of an action. */
  record Listener(String action, Consumer<AwsRequest> consumer) {}

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
    return new Backstage(world);
  }

  /**
   * Calls the listener each time a call of the action has had its effect, before its answer leaves
   * and on the call's own thread: until it returns, there is no answer.
   */
  public Subscription afterEffect(String action, Consumer<AwsRequest> listener) {
    var added = new Listener(action, listener);
    hooks.listeners().add(added);
    return () -> hooks.listeners().remove(added);
  }

  /** Stops; calls under way lose their answers. */
  @Override
  public void close() {
    server.close();
  }
}
