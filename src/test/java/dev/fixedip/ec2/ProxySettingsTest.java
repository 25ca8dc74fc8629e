package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts are reached through which proxy. */
class ProxySettingsTest {
  private static final String EC2 = "ec2.eu-central-1.amazonaws.com";
  private static final Map<String, String> BOTH =
      Map.of("HTTPS_PROXY", "http://secure:3128", "HTTP_PROXY", "plain:3129");

  @Test
  void theSchemeOfTheRequestChoosesTheProxy() {
    ProxySettings settings = ProxySettings.of(BOTH);

    assertThat(settings.proxyFor("https", EC2, 443)).contains(URI.create("http://secure:3128"));
    assertThat(settings.proxyFor("http", EC2, 80)).contains(URI.create("http://plain:3129"));
  }

  @Test
  void withoutOneOfItsOwnASchemeHasNone() {
    ProxySettings settings = ProxySettings.of(Map.of("HTTP_PROXY", "http://plain:3129"));

    assertThat(settings.proxyFor("https", EC2, 443)).isEmpty();
  }

  @Test
  void lowerCaseWinsAndAnEmptyValueIsNone() {
    assertThat(
            ProxySettings.of(Map.of("https_proxy", "http://low:1", "HTTPS_PROXY", "http://up:1"))
                .proxyFor("https", EC2, 443))
        .contains(URI.create("http://low:1"));
    assertThat(ProxySettings.of(Map.of("HTTPS_PROXY", " ")).proxies()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ec2.eu-central-1.amazonaws.com, ec2.eu-central-1.amazonaws.com, true",
    "amazonaws.com, ec2.eu-central-1.amazonaws.com, true",
    ".amazonaws.com, EC2.eu-central-1.AMAZONAWS.com, true",
    "*.amazonaws.com, ec2.eu-central-1.amazonaws.com, true",
    "*, ec2.eu-central-1.amazonaws.com, true",
    "amazonaws.com:443, ec2.eu-central-1.amazonaws.com, true",
    "amazonaws.com:8443, ec2.eu-central-1.amazonaws.com, false",
    "aws.com, ec2.eu-central-1.amazonaws.com, false",
    "'example.com, amazonaws.com', ec2.eu-central-1.amazonaws.com, true",
    "'example.com amazonaws.com', ec2.eu-central-1.amazonaws.com, true",
    "10.0.0.0/8, 10.1.2.3, true",
    "10.0.0.0/8, 11.1.2.3, false",
    "10.0.0.0/8, ec2.eu-central-1.amazonaws.com, false",
    "fd00::/8, [fd00::1], true",
    "'', ec2.eu-central-1.amazonaws.com, false"
  })
  void noProxyNamesHostsDomainsAndNetworks(String none, String host, boolean direct) {
    ProxySettings settings =
        ProxySettings.of(Map.of("HTTPS_PROXY", "http://secure:3128", "NO_PROXY", none));

    assertThat(settings.proxyFor("https", host, 443).isEmpty()).isEqualTo(direct);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "127.1.2.3"})
  void whatIsOnThisMachineIsReachedDirectly(String host) {
    assertThat(ProxySettings.of(BOTH).proxyFor("http", host, 4566)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://me:p@ss word@proxy:3128 | HTTPS_PROXY is no URL of a proxy
          socks5://me:password@proxy:1080 | HTTPS_PROXY is of another scheme than http and https
          http://me:password@my_proxy:3128 | HTTPS_PROXY has no host, or one with characters that no host has, such as '_'
          http:///password | HTTPS_PROXY has no host
          """)
  void whatIsWrongIsToldWithoutThePassword(String value, String told) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProxySettings.of(Map.of("HTTPS_PROXY", value)))
        .withMessageStartingWith(told)
        .withMessageEndingWith(": write it as http://proxy.example.com:3128")
        .withMessageNotContainingAny("word@", "/password");
  }
}
