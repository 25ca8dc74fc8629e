package dev.fixedip.cli;

import dev.fixedip.ec2.ProxySettings;
import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Lets the variables of {@link ProxySettings} mean for Kubernetes what they mean for AWS. */
final class KubernetesProxy {
  private KubernetesProxy() {}

  /**
   * Sets the proxy that leads to the server of this configuration, or none. The environment's wins
   * over the kubeconfig's {@code proxy-url}. To be the last word: a copy reads the variables anew.
   *
   * @return the same
   * @throws Problem if the environment names a proxy that cannot be asked
   */
  static Config in(Config config) {
    String proxy = proxy(config, settings());
    config.setHttpsProxy(proxy);
    config.setHttpProxy(proxy);
    config.setNoProxy(new String[0]);
    return config;
  }

  private static ProxySettings settings() {
    try {
      return ProxySettings.of(System.getenv());
    } catch (IllegalArgumentException e) {
      throw new Problem(String.valueOf(e.getMessage()), e);
    }
  }

  private static @Nullable String proxy(Config config, ProxySettings settings) {
    URI server = URI.create(config.getMasterUrl());
    String scheme = server.getScheme();
    String host = server.getHost() == null ? "" : server.getHost();
    if (settings.isDirect(scheme, host, server.getPort())) {
      return null;
    }
    String own = scheme.equals("http") ? config.getHttpProxy() : config.getHttpsProxy();
    return settings
        .proxyFor(scheme, host, server.getPort())
        .map(URI::toString)
        .orElse(own == null || own.isBlank() ? null : own);
  }
}
