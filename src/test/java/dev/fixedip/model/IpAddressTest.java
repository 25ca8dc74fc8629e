package dev.fixedip.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each address has one text: that of RFC 5952, by its sections 2 and 4. */
class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.51, 10.0.0.51",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8::0:1, 2001:db8::1",
    "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:DB8::ABCD, 2001:db8::abcd",
    "2001:db8:0:1:0:0:0:0, 2001:db8:0:1::",
    "0:0:1:2:3:4:5:6, ::1:2:3:4:5:6",
    "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
    "1:2:3:4:5:6:7:0, 1:2:3:4:5:6:7:0",
    "0:2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "1:0:0:0:0:0:0:0, 1::",
    "::ffff:10.0.0.51, ::ffff:a00:33",
    "64:ff9b::10.0.0.51, 64:ff9b::a00:33",
    "fd00:ec2::253, fd00:ec2::253",
  })
  void isWrittenInOneWay(String text, String canonical) {
    assertThat(IpAddress.canonical(text)).isEqualTo(canonical);
    assertThat(IpAddress.canonical(canonical)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "windows",
        "10.0.0",
        "10",
        "10.0.0.256",
        "10.0.0.51/24",
        "2001:db8",
        "2001:db8::1::1",
        "2001:db8:::1",
        "2001:db8::12345",
        "1:2:3:4:5:6:7:8:9",
        "fe80::1%eth0",
        "[2001:db8::1]",
        "2001:db8::g",
        ":"
      })
  void whatIsNoneSaysSo(String text) {
    assertThatThrownBy(() -> IpAddress.canonical(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is no IP address");
  }

  /** Addresses with runs of zeros anywhere are read back as what they were, by another reader. */
  @Test
  void nothingIsLostInWriting() throws UnknownHostException {
    Random random = new Random(5952);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      bytes[0] = 0x20;
      for (int group = 1; group < 8; group++) {
        if (random.nextInt(3) > 0) {
          bytes[2 * group] = 0;
          bytes[2 * group + 1] = random.nextBoolean() ? 0 : bytes[2 * group + 1];
        }
      }
      String text = IpAddress.text(bytes);
      assertThat(InetAddress.getByName(text).getAddress()).as(text).isEqualTo(bytes);
      assertThat(text).as(text).doesNotContain(":::").matches("[0-9a-f:]+").hasSizeLessThan(40);
      assertThat(text.indexOf("::")).as(text).isEqualTo(text.lastIndexOf("::"));
      if (!text.contains("::")) {
        assertThat(text).doesNotContain(":0:0");
      }
    }
  }

  @Test
  void theFamilyIsInTheText() {
    assertThat(IpFamily.of("10.0.0.0/21")).isEqualTo(IpFamily.IPV4).hasToString("IPv4");
    assertThat(IpFamily.of("2001:db8::51")).isEqualTo(IpFamily.IPV6).hasToString("IPv6");
    assertThat(Cidr.parse("2001:db8::/64").family()).isEqualTo(IpFamily.IPV6);
  }
}
