package dev.fixedip.reconcile;

import dev.fixedip.model.Seen;
import dev.fixedip.plan.Nodes;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster's nodes. They are watched from the moment that the first FixedIp names one, so that
 * an operator whose FixedIps name none needs no right to see them.
 */
final class NodeWatch implements Nodes, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);

  private final KubernetesClient client;
  private final Lock lock = new ReentrantLock();
  private volatile Consumer<String> listener = _ -> {};
  private volatile Runnable synced = () -> {};
  private @Nullable SharedIndexInformer<Node> informer;
  private boolean closed;

  NodeWatch(KubernetesClient client) {
    this.client = client;
  }

  /** Has the listener told the name of each node that comes, goes or gets another provider ID. */
  void onChange(Consumer<String> other) {
    listener = other;
  }

  /** Has it told when all nodes are known, so that a node that is not there is known too. */
  void onSynced(Runnable other) {
    synced = other;
  }

  @Override
  public Seen<String> providerId(String node) {
    SharedIndexInformer<Node> nodes = watched();
    if (nodes == null || !nodes.hasSynced()) {
      return new Seen.Unread<>();
    }
    Node found = nodes.getIndexer().getByKey(node);
    return found == null ? new Seen.Gone<>() : new Seen.Present<>(providerId(found));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (informer != null) {
        informer.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable SharedIndexInformer<Node> watched() {
    lock.lock();
    try {
      if (informer == null && !closed) {
        informer =
            client
                .nodes()
                .runnableInformer(0)
                .addEventHandler(new Handler())
                .exceptionHandler((_, e) -> failed(e));
        var _ = informer.start().thenRun(synced);
      }
      return informer;
    } finally {
      lock.unlock();
    }
  }

  private boolean failed(Throwable e) {
    LOG.warn(
        "Nodes cannot be watched, so no spec.instance.node is found, and it is tried again: {};"
            + " the operator needs the right to get, list and watch nodes",
        e.getMessage());
    return true;
  }

  private static String providerId(Node it) {
    String id = it.getSpec() == null ? null : it.getSpec().getProviderID();
    return id == null ? "" : id;
  }

  private final class Handler implements ResourceEventHandler<Node> {
    @Override
    public void onAdd(Node it) {
      listener.accept(it.getMetadata().getName());
    }

    @Override
    public void onUpdate(Node before, Node after) {
      if (!Objects.equals(providerId(before), providerId(after))) {
        listener.accept(after.getMetadata().getName());
      }
    }

    @Override
    public void onDelete(Node it, boolean finalStateUnknown) {
      listener.accept(it.getMetadata().getName());
    }
  }
}
