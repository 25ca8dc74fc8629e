package dev.fixedip.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.51/24, 10.0.0.0/24",
    "10.0.7.255/21, 10.0.0.0/21",
    "1.2.3.4/0, 0.0.0.0/0",
    "1.2.3.4/32, 1.2.3.4/32",
    "255.255.255.255/1, 128.0.0.0/1",
    "2001:DB8:0:0:0:0:0:51/64, 2001:db8::/64",
    "2001:db8:0:100:1:2:3:4/56, 2001:db8:0:100::/56",
    "2001:db8::51/128, 2001:db8::51/128",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/1, 8000::/1",
    "fd00::1/0, ::/0",
    "::ffff:10.0.0.1/96, ::ffff:0:0/96",
    "64:ff9b::/96, 64:ff9b::/96",
  })
  void isCanonical(String text, String canonical) {
    assertThat(Cidr.parse(text)).hasToString(canonical).isEqualTo(Cidr.parse(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/x",
        "x/8",
        "/8",
        "10/8",
        "10.0.0/8",
        "fd00::/129",
        "fe80::1%eth0/64",
        "[fd00::]/8",
        "fd00::g/8"
      })
  void whatIsNoneSaysSo(String text) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is no CIDR: ");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/24, 10.0.0.0, true",
    "10.0.0.0/24, 10.0.0.255, true",
    "10.0.0.0/24, 10.0.1.0, false",
    "10.0.0.0/21, 10.0.7.255, true",
    "10.0.0.0/21, 10.0.8.0, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "10.0.0.0/24, fd00::1, false",
    "fd00::/8, fd12::1, true",
    "fd00::/8, fe00::, false",
    "2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff, true",
    "2001:db8::/64, 2001:db8:0:1::, false",
    "::/0, 2001:db8::51, true",
    "::/0, 10.0.0.51, false",
    "0.0.0.0/0, ::ffff:10.0.0.51, false",
    "::ffff:0:0/96, ::ffff:10.0.0.51, true",
  })
  void containsAddresses(String cidr, String address, boolean contained) {
    assertThat(Cidr.parse(cidr).contains(address)).isEqualTo(contained);
  }

  @Test
  void containsRanges() {
    Cidr vpc = Cidr.parse("10.0.0.0/21");
    assertThat(vpc.contains(Cidr.parse("10.0.3.0/24"))).isTrue();
    assertThat(vpc.contains(vpc)).isTrue();
    assertThat(vpc.contains(Cidr.parse("10.0.0.0/20"))).isFalse();
    assertThat(vpc.contains(Cidr.parse("10.0.8.0/24"))).isFalse();
  }

  @Test
  void countsItsAddressesFromBothEnds() {
    Cidr subnet = Cidr.parse("10.0.0.0/24");
    assertThat(subnet.size()).isEqualTo(256);
    assertThat(subnet.address(0)).isEqualTo("10.0.0.0");
    assertThat(subnet.address(4)).isEqualTo("10.0.0.4");
    assertThat(subnet.address(-1)).isEqualTo("10.0.0.255");
    assertThat(subnet.address(-2)).isEqualTo("10.0.0.254");
    Cidr ipv6 = Cidr.parse("2001:db8::/64");
    assertThat(ipv6.size()).isEqualTo(BigInteger.TWO.pow(64));
    assertThat(ipv6.address(0)).isEqualTo("2001:db8::");
    assertThat(ipv6.address(4)).isEqualTo("2001:db8::4");
    assertThat(ipv6.address(-1)).isEqualTo("2001:db8::ffff:ffff:ffff:ffff");
    assertThat(Cidr.parse("::/0").address(-1)).isEqualTo("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
    assertThat(Cidr.parse("0.0.0.0/0").address(-1)).isEqualTo("255.255.255.255");
    assertThat(Cidr.parse("200.0.0.0/8").address(-1)).isEqualTo("200.255.255.255");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/24, 255.255.255.0",
    "10.0.0.0/21, 255.255.248.0",
    "10.0.0.0/8, 255.0.0.0",
    "0.0.0.0/0, 0.0.0.0",
    "10.0.0.1/32, 255.255.255.255",
    "2001:db8::/64, ffff:ffff:ffff:ffff::",
    "2001:db8::/48, ffff:ffff:ffff::",
    "2001:db8::51/128, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  })
  void hasAMask(String cidr, String mask) {
    assertThat(Cidr.parse(cidr).mask()).isEqualTo(mask);
  }

  @Test
  void awsReservesTheFirstFourAndTheLast() {
    Subnet subnet = new Subnet("subnet-a", "vpc-1", "us-east-1a", Cidr.parse("10.0.0.16/28"));
    assertThat(subnet.reserves("10.0.0.16")).isTrue();
    assertThat(subnet.reserves("10.0.0.19")).isTrue();
    assertThat(subnet.reserves("10.0.0.20")).isFalse();
    assertThat(subnet.reserves("10.0.0.30")).isFalse();
    assertThat(subnet.reserves("10.0.0.31")).isTrue();
    assertThat(subnet.reserves("10.0.0.0")).as("of another subnet").isFalse();
  }

  @Test
  void ofIpv6Too() {
    Subnet subnet =
        new Subnet(
            "subnet-a",
            "vpc-1",
            "us-east-1a",
            Cidr.parse("10.0.0.16/28"),
            List.of(Cidr.parse("2001:db8:0:1::/64")));
    assertThat(subnet.reserves("2001:db8:0:1::")).isTrue();
    assertThat(subnet.reserves("2001:db8:0:1::3")).isTrue();
    assertThat(subnet.reserves("2001:db8:0:1::4")).isFalse();
    assertThat(subnet.reserves("2001:db8:0:1:ffff:ffff:ffff:fffe")).isFalse();
    assertThat(subnet.reserves("2001:db8:0:1:ffff:ffff:ffff:ffff")).isTrue();
    assertThat(subnet.reserves("10.0.0.31")).isTrue();
    assertThat(subnet.holding("2001:db8:0:1::51")).map(Cidr::prefixLength).hasValue(64);
    assertThat(subnet.holding("10.0.0.20")).map(Cidr::prefixLength).hasValue(28);
    assertThat(subnet.holding("2001:db8:0:2::51")).isEmpty();
  }

  @Test
  void aSubnetWithoutIpv4HasNoneOfItsRanges() {
    Subnet subnet = new Subnet("subnet-a", "vpc-1", "us-east-1a", Cidr.parse("2001:db8::/64"));
    assertThat(subnet.cidrs(IpFamily.IPV4)).isEmpty();
    assertThat(subnet.cidrs(IpFamily.IPV6)).containsExactly(Cidr.parse("2001:db8::/64"));
  }
}
