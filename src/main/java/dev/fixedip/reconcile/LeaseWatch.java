package dev.fixedip.reconcile;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether this replica may still act: it holds the lease, and renewed it so lately that no call
 * that begins now outlives it. The time of the renewal is the one that this replica wrote itself,
 * so that a process that was paused finds its lease run out.
 */
public final class LeaseWatch implements AutoCloseable {
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
    this.identity = identity;
    this.deadline = deadline;
    this.clock = clock;
    informer =
        client
            .leases()
            .inNamespace(name.namespace())
            .withName(name.name())
            .inform(
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

  @Override
  public void close() {
    informer.close();
  }

  private void seen(Lease lease) {
    var spec = lease.getSpec();
    boolean ours =
        spec != null && identity.equals(spec.getHolderIdentity()) && spec.getRenewTime() != null;
    renewedAt.set(ours ? spec.getRenewTime().toInstant() : Instant.MIN);
  }
}
