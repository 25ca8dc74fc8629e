package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIp;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells what happened to a FixedIp as Kubernetes events, beside the work, never in its way. */
final class EventRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int LONGEST_MESSAGE = 1024;

  /** How much it matters. */
  enum Type {
    Normal,
    Warning
  }

  private final KubernetesClient client;
  private final Executor executor;
  private final InstantSource clock;
  private final String instance;

  /**
   * Makes a recorder.
   *
   * @param instance which replica reports
   */
  EventRecorder(KubernetesClient client, Executor executor, InstantSource clock, String instance) {
    this.client = client;
    this.executor = executor;
    this.clock = clock;
    this.instance = instance;
  }

  /** Records it; the log has it as well, and has it though Kubernetes should not take it. */
  void record(FixedIp about, Type type, String reason, String message) {
    LOG.atLevel(type == Type.Warning ? Level.WARN : Level.INFO)
        .addKeyValue("reason", reason)
        .log("{}: {}", reason, message);
    String now = Conditions.time(clock.instant());
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withGenerateName(about.getMetadata().getName() + ".")
            .withNamespace(about.getMetadata().getNamespace())
            .endMetadata()
            .withNewInvolvedObject()
            .withApiVersion(about.getApiVersion())
            .withKind(about.getKind())
            .withNamespace(about.getMetadata().getNamespace())
            .withName(about.getMetadata().getName())
            .withUid(about.getMetadata().getUid())
            .withResourceVersion(about.getMetadata().getResourceVersion())
            .endInvolvedObject()
            .withType(type.name())
            .withReason(reason)
            .withMessage(
                message.length() > LONGEST_MESSAGE
                    ? message.substring(0, LONGEST_MESSAGE)
                    : message)
            .withFirstTimestamp(now)
            .withLastTimestamp(now)
            .withCount(1)
            .withNewSource("fixedip", null)
            .withReportingComponent("fixedip.dev/operator")
            .withReportingInstance(instance)
            .build();
    executor.execute(() -> {
      try {
        client.resource(event).create();
      } catch (KubernetesClientException e) {
        LOG.warn(
            "The event {} of {}/{} could not be recorded: {}",
            reason,
            about.getMetadata().getNamespace(),
            about.getMetadata().getName(),
            e.getMessage());
      }
    });
  }
}
