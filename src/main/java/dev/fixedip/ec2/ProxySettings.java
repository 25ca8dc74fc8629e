package dev.fixedip.ec2;

import dev.fixedip.model.Cidr;
import dev.fixedip.model.IpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which proxy leads where, to AWS and to Kubernetes, by the environment variables that most
 * programs take: HTTPS_PROXY and HTTP_PROXY by the scheme of a request, and NO_PROXY, in upper or
 * lower case. Nothing on the loopback address is asked of a proxy.
 *
 * @param proxies by the scheme of the request; each with its port
 * @param direct the hosts, domains and CIDRs that are reached without one; {@code *} for all
 */
public record ProxySettings(Map<String, URI> proxies, List<String> direct) {
  private static final List<String> SPOKEN = List.of("https", "http");
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.0/8", "::1/128");

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if a proxy is none that can be asked; the message says which
   */
  public static ProxySettings of(Map<String, String> environment) {
    Map<String, URI> proxies = new HashMap<>();
    for (String scheme : SPOKEN) {
      value(environment, scheme + "_proxy").ifPresent(it -> proxies.put(scheme, url(scheme, it)));
    }
    return new ProxySettings(
        Map.copyOf(proxies),
        value(environment, "no_proxy")
            .map(it -> Arrays.asList(it.toLowerCase(Locale.ROOT).split("[,\\s]+")))
            .orElse(List.of()));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .map(String::strip)
        .filter(it -> !it.isEmpty());
  }

  /** What went wrong is not told in the words of the parser: the text may have a password. */
  private static URI url(String scheme, String text) {
    URI url =
        parsed(text.contains("://") ? text : "http://" + text)
            .orElseThrow(() -> wrong(scheme, "is no URL of a proxy"));
    if (!SPOKEN.contains(url.getScheme().toLowerCase(Locale.ROOT))) {
      throw wrong(scheme, "is of another scheme than http and https");
    }
    if (url.getHost() == null) {
      throw wrong(scheme, "has no host, or one with characters that no host has, such as '_'");
    }
    String userInfo = url.getRawUserInfo() == null ? "" : url.getRawUserInfo() + "@";
    return URI.create(
        "%s://%s%s:%d"
            .formatted(
                url.getScheme(), userInfo, url.getHost(), port(url.getScheme(), url.getPort())));
  }

  private static int port(String scheme, int port) {
    int usual = scheme.equalsIgnoreCase("https") ? 443 : 80;
    return port < 0 ? usual : port;
  }

  private static IllegalArgumentException wrong(String scheme, String what) {
    return new IllegalArgumentException(
        "%s_PROXY %s: write it as http://proxy.example.com:3128"
            .formatted(scheme.toUpperCase(Locale.ROOT), what));
  }

  private static Optional<URI> parsed(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * The proxy for requests of that scheme to that host; empty if it is reached without one.
   *
   * @param port negative: the scheme's usual one
   */
  public Optional<URI> proxyFor(String scheme, String host, int port) {
    return Optional.ofNullable(proxies.get(scheme)).filter(_ -> !isDirect(scheme, host, port));
  }

  /**
   * Whether that host is reached without any proxy.
   *
   * @param givenPort negative: the scheme's usual one
   */
  public boolean isDirect(String scheme, String named, int givenPort) {
    int port = port(scheme, givenPort);
    String host = named.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    return Stream.concat(LOOPBACK.stream(), direct.stream().map(it -> withoutPort(it, port)))
        .anyMatch(it -> it.equals("*") || matches(it, host));
  }

  /** What the pattern says of hosts, if it is for that port alone; else the pattern. */
  private static String withoutPort(String pattern, int port) {
    String ending = ":" + port;
    boolean isForPort =
        pattern.endsWith(ending) && pattern.indexOf(':') == pattern.lastIndexOf(':');
    return isForPort ? pattern.substring(0, pattern.length() - ending.length()) : pattern;
  }

  private static boolean matches(String pattern, String host) {
    if (pattern.contains("/")) {
      return isWithin(pattern, host);
    }
    String domain = pattern.replaceFirst("^\\*?\\.", "");
    return !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
  }

  private static boolean isWithin(String cidr, String host) {
    try {
      return Cidr.parse(cidr).contains(IpAddress.canonical(host));
    } catch (IllegalArgumentException e) {
      return false; // a name, or a pattern of another kind
    }
  }
}
