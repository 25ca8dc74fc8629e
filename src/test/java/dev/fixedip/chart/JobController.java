package dev.fixedip.chart;

import dev.fixedip.testing.KubernetesApi;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Plays Kubernetes' Job controller and its nodes, which an API server alone has not, for the Jobs
 * of one namespace: runs each as a process of its own with the token of the Job's service account,
 * and writes its end into its status.
 */
final class JobController implements AutoCloseable {
  private final KubernetesApi kubernetes;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Uninstaller.Said> said = new CopyOnWriteArrayList<>();
  private final SharedIndexInformer<Job> informer;

  JobController(KubernetesApi kubernetes, String namespace) {
    this.kubernetes = kubernetes;
    informer = kubernetes.client().batch().v1().jobs().inNamespace(namespace).inform(new Handler());
  }

  /** What the Jobs wrote so far, each before its status tells of its end. */
  List<Uninstaller.Said> said() {
    return List.copyOf(said);
  }

  private void run(Job job) {
    var pod = job.getSpec().getTemplate().getSpec();
    String token = kubernetes.token(job.getMetadata().getNamespace(), pod.getServiceAccountName());
    String startedAt = now();
    Uninstaller.Said end =
        new Uninstaller(kubernetes.kubeconfig(token), pod.getContainers().getFirst().getArgs())
            .run();
    said.add(end);
    kubernetes
        .client()
        .resource(job)
        .editStatus(it -> end.exit() == 0 ? complete(it, startedAt) : failed(it, startedAt));
  }

  private static Job complete(Job job, String startedAt) {
    return with(job, startedAt, "SuccessCriteriaMet", "Complete", "CompletionsReached")
        .editStatus()
        .withSucceeded(1)
        .withCompletionTime(now())
        .endStatus()
        .build();
  }

  private static Job failed(Job job, String startedAt) {
    return with(job, startedAt, "FailureTarget", "Failed", "BackoffLimitExceeded")
        .editStatus()
        .withFailed(1)
        .endStatus()
        .build();
  }

  /** The condition that announces an end, and the end. */
  private static JobBuilder with(
      Job job, String startedAt, String announced, String end, String reason) {
    JobBuilder builder = new JobBuilder(job).withNewStatus().withStartTime(startedAt).endStatus();
    for (String type : List.of(announced, end)) {
      builder
          .editStatus()
          .addNewCondition()
          .withType(type)
          .withStatus("True")
          .withReason(reason)
          .withLastProbeTime(now())
          .withLastTransitionTime(now())
          .endCondition()
          .endStatus();
    }
    return builder;
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Override
  public void close() {
    informer.close();
    threads.close();
  }

  private final class Handler implements ResourceEventHandler<Job> {
    @Override
    public void onAdd(Job job) {
      threads.execute(() -> run(job));
    }

    @Override
    public void onUpdate(Job before, Job after) {
      // Its status, which is ours.
    }

    @Override
    public void onDelete(Job job, boolean finalStateUnknown) {
      // Helm takes it away once it is complete.
    }
  }
}
