package dev.fixedip.ec2;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.PercentCodec;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/**
 * How the AWS SDK reaches AWS: through the proxies of {@link ProxySettings}, which the SDK's own
 * reading of the environment does not ask for https, and with the authorities of AWS_CA_BUNDLE,
 * which only AWS's other tools know.
 */
public final class AwsHttp implements SdkHttpService {
  private static final ProxyConfiguration NONE_OF_ITS_OWN =
      ProxyConfiguration.builder()
          .useSystemPropertyValues(false)
          .useEnvironmentVariableValues(false)
          .build();

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
    try (SdkHttpClient _ = builder(System.getenv()).build()) {
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
            .proxyConfiguration(NONE_OF_ITS_OWN)
            .httpRoutePlanner(new Planner(proxies))
            .credentialsProvider(credentials(proxies));
    String bundle = environment.get("AWS_CA_BUNDLE");
    if (bundle != null && !bundle.isBlank()) {
      var trusted = Authorities.with(bundle);
      builder.tlsTrustManagersProvider(() -> trusted);
    }
    return builder;
  }

  static BasicCredentialsProvider credentials(ProxySettings proxies) {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    for (URI it : proxies.proxies().values()) {
      if (it.getRawUserInfo() != null) {
        String[] user = it.getRawUserInfo().split(":", 2);
        String password = user.length > 1 ? decoded(user[1]) : "";
        credentials.setCredentials(
            new AuthScope(host(it)),
            new UsernamePasswordCredentials(decoded(user[0]), password.toCharArray()));
      }
    }
    return credentials;
  }

  private static String decoded(String part) {
    return PercentCodec.decode(part, StandardCharsets.UTF_8);
  }

  private static HttpHost host(URI proxy) {
    return new HttpHost(proxy.getScheme(), proxy.getHost(), proxy.getPort());
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
          .proxyFor(target.getSchemeName(), target.getHostName(), target.getPort())
          .map(AwsHttp::host)
          .orElse(null);
    }
  }
}
