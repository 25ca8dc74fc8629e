package dev.fixedip.testing;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Keeps what the machine's own environment says to the program away from the tests' children. */
public final class CleanEnvironment {
  private static final Set<String> TOLD_TO_JAVA =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private CleanEnvironment() {}

  /**
   * Takes out what AWS, Kubernetes, the program and Java would be told: credentials and endpoints,
   * proxies, a kubeconfig, options.
   *
   * @param environment a child's, which is changed
   * @return the same
   */
  public static Map<String, String> of(Map<String, String> environment) {
    environment.keySet().removeIf(CleanEnvironment::isTold);
    return environment;
  }

  private static boolean isTold(String name) {
    return name.startsWith("AWS_")
        || name.startsWith("FIXEDIP_")
        || name.equals("KUBECONFIG")
        || name.toLowerCase(Locale.ROOT).endsWith("_proxy")
        || TOLD_TO_JAVA.contains(name);
  }
}
