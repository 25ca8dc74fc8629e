package dev.fixedip.testing;

import java.util.Set;

/** A way to get a Kubernetes API. */
interface KubernetesProvider {
  /** Its name, as error messages call it. */
  String name();

  /** The values of {@code fixedip.kube} for which it is asked. */
  Set<String> askedFor();

  /** What the user can do so that it works, as the end of a sentence. */
  String remedy();

  /**
   * Starts it.
   *
   * @throws UnavailableException when it does not work here
   */
  KubernetesApi start() throws UnavailableException;
}
