package dev.fixedip.ec2;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/**
 * How the AWS SDK reaches AWS: through the proxies of {@link ProxySettings}, which the SDK's own
 * reading of the environment does not ask for https, and with the authorities of AWS_CA_BUNDLE,
 * which only AWS's other tools know.
 */
public final class AwsHttp implements SdkHttpService {

  /** Made by the SDK, which is told of this class by {@link #install}. */
  public AwsHttp() {}

  /**
   * Lets every client of the SDK that this process makes from now on go this way, those that fetch
   * credentials too.
   *
   * @return what is wrong with the settings, in one line; empty if nothing is
   */
  static Optional<String> install() {
    System.setProperty(SdkSystemSetting.SYNC_HTTP_SERVICE_IMPL.property(), AwsHttp.class.getName());
    try {
      builder(System.getenv());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public SdkHttpClient.Builder<?> createHttpClientBuilder() {
    return builder(System.getenv());
  }

  /**
   * A client with these settings.
   *
   * @throws IllegalArgumentException if one of them cannot be used; the message says which
   */
  static Apache5HttpClient.Builder builder(Map<String, String> environment) {
    ProxySettings proxies = ProxySettings.of(environment);
    Apache5HttpClient.Builder builder =
        Apache5HttpClient.builder()
            .httpRoutePlanner(new Planner(proxies))
            .credentialsProvider(credentials(proxies));
    String bundle = environment.get("AWS_CA_BUNDLE");
    if (bundle != null && !bundle.isBlank()) {
      var trusted = Authorities.with(bundle);
      builder.tlsTrustManagersProvider(() -> trusted);
    }
    return builder;
  }

  private static BasicCredentialsProvider credentials(ProxySettings proxies) {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    for (URI it : proxies.proxies().values()) {
      if (it.getUserInfo() != null) {
        String[] user = it.getUserInfo().split(":", 2);
        char[] password = user.length > 1 ? user[1].toCharArray() : new char[0];
        credentials.setCredentials(
            new AuthScope(host(it)), new UsernamePasswordCredentials(user[0], password));
      }
    }
    return credentials;
  }

  private static HttpHost host(URI proxy) {
    return new HttpHost(
        proxy.getScheme(), proxy.getHost(), port(proxy.getScheme(), proxy.getPort()));
  }

  private static int port(String scheme, int port) {
    int usual = scheme.equals("https") ? 443 : 80;
    return port < 0 ? usual : port;
  }

  private static final class Planner extends DefaultRoutePlanner {
    private final ProxySettings proxies;

    Planner(ProxySettings proxies) {
      super(null);
      this.proxies = proxies;
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
      return proxies
          .proxyFor(
              target.getSchemeName(),
              target.getHostName(),
              port(target.getSchemeName(), target.getPort()))
          .map(AwsHttp::host)
          .orElse(null);
    }
  }
}
