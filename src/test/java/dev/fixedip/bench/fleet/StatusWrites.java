package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Effort;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many writes of a status Kubernetes takes on this machine while nobody else asks anything of
 * it: what an operator that writes statuses can reach at best.
 */
final class StatusWrites {
  private static final int CLIENTS = 16;
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("bench")
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final String namespace;

  private StatusWrites(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Measures it in a namespace of its own; {@code W} in the report. */
  static double perSecond(Lab lab, Effort effort) {
    KubernetesClient client = lab.kubernetes().client();
    var writes = new StatusWrites(client, lab.kubernetes().createNamespace("writes"));
    Clients.each(CLIENTS, writes::create);
    writes.during(effort.warmUp().dividedBy(3));
    long began = System.nanoTime();
    long written = writes.during(effort.run());
    double seconds = (System.nanoTime() - began) / 1e9;
    Clients.each(CLIENTS, number -> client.resource(writes.fixedIp(number)).delete());
    return written / seconds;
  }

  private void create(int number) {
    client.resource(fixedIp(number)).create();
  }

  private long during(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    LongAdder written = new LongAdder();
    Clients.each(
        CLIENTS,
        number -> {
          GenericKubernetesResource it = fixedIp(number);
          Map<String, Object> status = it.get("status");
          for (int generation = 1; System.nanoTime() < end; generation++) {
            status.put("observedGeneration", generation);
            client.resource(it).subresource("status").patch(APPLY);
            written.increment();
          }
        });
    return written.sum();
  }

  /** With a status as long as that of a FixedIp that is Ready. */
  private GenericKubernetesResource fixedIp(int number) {
    return client
        .getKubernetesSerialization()
        .unmarshal(
            """
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata: {name: writes-%d, namespace: %s}
            spec: {address: 10.0.0.51}
            status:
              address: 10.0.0.51/24
              instanceId: i-0123456789abcdef0
              interface: {id: eni-0cb435c8e74616796, attachmentId: eni-attach-0123456789abcdef0,
                deviceIndex: 1, subnetId: subnet-0a1b2c3d4e5f60718, vpcId: vpc-0f1e2d3c4b5a69788,
                availabilityZone: us-east-1a, macAddress: "06:00:00:00:00:51",
                securityGroupIds: [sg-0123456789abcdef0], owned: true}
              guest: {platform: linux, address: 10.0.0.51, prefixLength: 24,
                subnetMask: 255.255.255.0, gateway: 10.0.0.1, dns: 10.0.0.2,
                macAddress: "06:00:00:00:00:51", configuration: DHCP}
              conditions:
              - {type: Ready, status: "True", observedGeneration: 1, reason: Attached,
                 lastTransitionTime: "2026-01-01T00:00:00Z", message: "i-0123456789abcdef0 has 10.0.0.51 on eni-0cb435c8e74616796 at device index 1"}
              - {type: InstanceFound, status: "True", observedGeneration: 1, reason: Found,
                 lastTransitionTime: "2026-01-01T00:00:00Z", message: "i-0123456789abcdef0 (linux) is there and runs"}
              - {type: AddressHeld, status: "True", observedGeneration: 1, reason: Attached,
                 lastTransitionTime: "2026-01-01T00:00:00Z", message: "eni-0cb435c8e74616796 has 10.0.0.51"}
              - {type: AddressAssigned, status: "True", observedGeneration: 1, reason: Attached,
                 lastTransitionTime: "2026-01-01T00:00:00Z", message: "i-0123456789abcdef0 has 10.0.0.51"}
              - {type: PingAllowed, status: "True", observedGeneration: 1, reason: Allowed,
                 lastTransitionTime: "2026-01-01T00:00:00Z", message: "sg-0123456789abcdef0 lets ping in from 10.0.0.0/8"}
              - {type: InSync, status: "True", observedGeneration: 1, reason: InSync,
                 lastTransitionTime: "2026-01-01T00:00:00Z", message: "EC2 has what the spec asks for"}
            """
                .formatted(number, namespace),
            GenericKubernetesResource.class);
  }
}
