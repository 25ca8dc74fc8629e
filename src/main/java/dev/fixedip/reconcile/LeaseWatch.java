package dev.fixedip.reconcile;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this replica may still act: it holds the lease, and renewed it so lately that no call
 * that begins now outlives it. The time of the renewal is the one that this replica wrote itself,
 * so that a process that was paused finds its lease run out.
 */
public final class LeaseWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);

  private final KubernetesClient client;
  private final Resource<Lease> lease;
  private final SharedIndexInformer<Lease> informer;
  private final String identity;
  private final Duration deadline;
  private final InstantSource clock;
  private final AtomicReference<Instant> renewedAt = new AtomicReference<>(Instant.MIN);

  /**
   * Watches the lease.
   *
   * @param deadline for how long after a renewal calls may begin
   */
  public LeaseWatch(
      KubernetesClient client,
      LeaseName name,
      String identity,
      Duration deadline,
      InstantSource clock) {
    this.client = client;
    this.identity = identity;
    this.deadline = deadline;
    this.clock = clock;
    lease = client.leases().inNamespace(name.namespace()).withName(name.name());
    informer =
        lease.inform(
            new ResourceEventHandler<>() {
              @Override
              public void onAdd(Lease lease) {
                seen(lease);
              }

              @Override
              public void onUpdate(Lease before, Lease lease) {
                seen(lease);
              }

              @Override
              public void onDelete(Lease lease, boolean finalStateUnknown) {
                renewedAt.set(Instant.MIN);
              }
            });
  }

  /** Which lease. */
  public record LeaseName(String namespace, String name) {}

  /** Whether a mutating call may begin now. */
  public boolean mayAct() {
    Instant renewed = renewedAt.get();
    return !renewed.equals(Instant.MIN) && clock.instant().isBefore(renewed.plus(deadline));
  }

  /** Stops watching, and gives the lease back if it is ours: another replica need not wait. */
  @Override
  public void close() {
    informer.close();
    try {
      release();
    } catch (KubernetesClientException e) {
      LOG.warn("The lease could not be released, and runs out by itself: {}", e.getMessage());
    }
  }

  private void release() {
    Lease now = lease.get();
    if (now == null || !isOurs(now)) {
      return;
    }
    client
        .resource(new LeaseBuilder(now).editSpec().withHolderIdentity(null).endSpec().build())
        .update();
  }

  private boolean isOurs(Lease it) {
    return it.getSpec() != null && identity.equals(it.getSpec().getHolderIdentity());
  }

  private void seen(Lease it) {
    renewedAt.set(
        isOurs(it) && it.getSpec().getRenewTime() != null
            ? it.getSpec().getRenewTime().toInstant()
            : Instant.MIN);
  }
}
