package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the AWS SDK's HTTP client is told. */
class AwsHttpTest {

  @ParameterizedTest
  @CsvSource({"me:secret, me, secret", "a%3Ab:p%40s%2Fs+1, a:b, p@s/s+1", "me, me, ''"})
  void whoAsksAProxyIsInItsUrl(String before, String user, String password) {
    ProxySettings settings =
        ProxySettings.of(Map.of("HTTPS_PROXY", "http://%s@proxy:3128".formatted(before)));

    var told =
        (UsernamePasswordCredentials)
            AwsHttp.credentials(settings).getCredentials(new AuthScope("proxy", 3128), null);

    assertThat(told.getUserName()).isEqualTo(user);
    assertThat(told.getUserPassword()).containsExactly(password.toCharArray());
  }

  @Test
  void aProxyThatSpeaksTlsHasItsUsualPort() {
    ProxySettings settings = ProxySettings.of(Map.of("HTTPS_PROXY", "HTTPS://me:secret@proxy"));

    assertThat(AwsHttp.credentials(settings).getCredentials(new AuthScope("proxy", 443), null))
        .isNotNull();
  }
}
