package dev.fixedip.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6AddressTest {
  @ParameterizedTest
  @CsvSource({
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8::0001, 2001:db8::1",
    "0:0:0:0:0:0:0:0, ::",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "fe80::, fe80::",
    "10:0:0:10::, 10:0:0:10::"
  })
  void theShortestTextIsCanonical(String text, String canonical) {
    assertThat(Ipv6Address.parse(text)).map(Ipv6Address::toString).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.1", "::g", "1::2::3", "fe80::1%1", "::ffff:10.0.0.1", "[::1]", ":"})
  void whatIsNoAddressIsNotRead(String text) {
    assertThat(Ipv6Address.parse(text)).isEmpty();
  }

  @Test
  void aNetworkClearsHostBitsAndKeepsFiveAddresses() {
    Ipv6Cidr network = Ipv6Cidr.parse("2001:db8:0:100::7/64");

    assertThat(network).hasToString("2001:db8:0:100::/64");
    assertThat(network.contains(network.address(0, -2))).isTrue();
    assertThat(network.reserves(network.address(-1, 3))).isTrue();
    assertThat(network.reserves(network.address(0, 4))).isFalse();
    assertThat(network.reserves(network.address(0, -1))).isTrue();
    assertThat(network.contains(new Ipv6Address(network.base().high() + 1, 4))).isFalse();
    assertThat(Ipv6Cidr.parse("2001:db8::/0")).hasToString("::/0");
    assertThatThrownBy(() -> Ipv6Cidr.parse("2001:db8::/129")).hasMessageContaining("malformed");
  }
}
