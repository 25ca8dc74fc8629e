package dev.fixedip.guest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.fixedip.guest.Setup.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each system must be told, with the story's addresses filled in. */
class GuestSystemTest {

  static Stream<Arguments> everyCase() {
    List<Setup> setups =
        List.of(
            Setups.ownInterface(),
            Setups.secondaryAddress(),
            Setups.secondaryAddressOfASecondInterface(),
            Setups.primary());
    return Arrays.stream(GuestSystem.values())
        .flatMap(system -> setups.stream().map(it -> Arguments.of(system, it)));
  }

  @ParameterizedTest
  @MethodSource("everyCase")
  void everythingIsFilledIn(GuestSystem system, Setup setup) {
    String text = system.guide(setup).markdown();

    assertThat(text).contains("10.0.0.51").doesNotContainPattern("(?<!<)<[A-Za-z]+>");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).isEqualTo(line.stripTrailing()));
  }

  @ParameterizedTest
  @MethodSource("everyCase")
  void theShellTakesTheCommands(GuestSystem system, Setup setup, @TempDir Path folder)
      throws IOException, InterruptedException {
    for (Blocks.Block block : Blocks.of(system.guide(setup).markdown())) {
      if (block.language().equals("sh")) {
        Path script = Files.writeString(folder.resolve("script"), block.text());
        Process shell = new ProcessBuilder("sh", "-n", script.toString()).inheritIO().start();
        assertThat(shell.waitFor()).as(block.text()).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(GuestSystem.class)
  void whatDhcpGivesIsNotSetByHand(GuestSystem system) {
    assertThat(system.guide(Setups.primary()).set()).startsWith("Nothing has to be set");
    assertThat(Blocks.of(system.guide(Setups.primary()).set())).isEmpty();
    assertThat(system.guide(Setups.ownInterface()).set()).doesNotContain("10.0.0.51/");
  }

  @ParameterizedTest
  @EnumSource(GuestSystem.class)
  void theWarningsAreThere(GuestSystem system) {
    assertThat(system.guide(Setups.primary()).markdown())
        .contains(Guide.NEVER, Guide.PING)
        .doesNotContain("asymmetric routing");
    assertThat(system.guide(Setups.ownInterface()).markdown())
        .contains(Guide.NEVER, Guide.TWO_INTERFACES);
  }

  @Test
  void windowsIsSetToItsPrimaryAddressBeforeTheSecondaryOneIsAdded() {
    String set = GuestSystem.WINDOWS.guide(Setups.secondaryAddress()).set();

    assertThat(set)
        .containsSubsequence(
            "MacAddress -eq '06-00-00-00-01-33'",
            "-Dhcp Disabled",
            "-IPAddress 10.0.0.133 -PrefixLength 24 -DefaultGateway 10.0.0.1",
            "-ServerAddresses 10.0.0.2",
            "-Dhcp Enabled",
            "-IPAddress 10.0.0.51 -PrefixLength 24 -SkipAsSource $true")
        .contains("Remote Desktop is lost for some seconds");
    assertThat(GuestSystem.WINDOWS.guide(Setups.secondaryAddress()).undo())
        .contains("Remove-NetIPAddress -IPAddress 10.0.0.51", "-Dhcp Enabled");
  }

  @Test
  void ubuntuRoutesWhatASecondInterfaceSendsThroughThatInterface() throws IOException {
    JsonNode adapter = netplan(Setups.ownInterface());

    assertThat(adapter.at("/match/macaddress").asText()).isEqualTo("06:00:00:00:00:51");
    assertThat(adapter.path("set-name").asText()).isEqualTo("ens6");
    assertThat(adapter.path("dhcp4").asBoolean()).isTrue();
    assertThat(adapter.at("/dhcp4-overrides/use-routes").asBoolean(true)).isFalse();
    assertThat(adapter.has("addresses")).isFalse();
    assertThat(adapter.at("/routes/0/via").asText()).isEqualTo("10.0.0.1");
    assertThat(adapter.at("/routes/1/to").asText()).isEqualTo("10.0.0.0/24");
    assertThat(adapter.at("/routing-policy/0/from").asText()).isEqualTo("10.0.0.51");
    assertThat(adapter.at("/routing-policy/0/table").asInt())
        .isEqualTo(adapter.at("/routes/0/table").asInt())
        .isEqualTo(adapter.at("/routes/1/table").asInt())
        .isEqualTo(1001);
  }

  @Test
  void ubuntuAddsASecondaryAddressToWhatDhcpGives() throws IOException {
    JsonNode onThePrimary = netplan(Setups.secondaryAddress());
    assertThat(onThePrimary.path("dhcp4").asBoolean()).isTrue();
    assertThat(onThePrimary.at("/addresses/0").asText()).isEqualTo("10.0.0.51/32");
    assertThat(onThePrimary.has("routing-policy")).isFalse();

    JsonNode onASecond = netplan(Setups.secondaryAddressOfASecondInterface());
    assertThat(onASecond.at("/addresses/0").asText()).isEqualTo("10.0.0.51/32");
    assertThat(onASecond.at("/routing-policy/0/from").asText()).isEqualTo("10.0.0.51");
  }

  /** The adapter's part of the file that the commands write, where the adapter is ens6. */
  private static JsonNode netplan(Setup setup) throws IOException {
    String block = Blocks.of(GuestSystem.UBUNTU.guide(setup).set()).getFirst().text();
    String file = block.substring(block.indexOf("<<EOF\n") + 6, block.indexOf("\nEOF\n"));
    return new YAMLMapper()
        .readTree(file.replace("$dev", "ens6").replace("$mac", setup.guest().macAddress()))
        .at("/network/ethernets/ens6");
  }

  @Test
  void rhelRoutesWhatASecondInterfaceSendsThroughThatInterface() {
    assertThat(GuestSystem.RHEL.guide(Setups.ownInterface()).set())
        .contains(
            "mac=06:00:00:00:00:51",
            "ipv4.method auto ipv4.route-table 1001",
            "'priority 1001 from 10.0.0.51 table 1001'");
    assertThat(GuestSystem.RHEL.guide(Setups.secondaryAddress()).set())
        .contains("+ipv4.addresses 10.0.0.51/32\n")
        .doesNotContain("table");
    assertThat(GuestSystem.RHEL.guide(Setups.secondaryAddressOfASecondInterface()).undo())
        .contains(
            "-ipv4.addresses 10.0.0.51/32 -ipv4.routing-rules"
                + " 'priority 1001 from 10.0.0.51 table 1001'\n");
  }

  @Test
  void amazonLinuxDoesItByItself() {
    for (var system : List.of(GuestSystem.AMAZON_LINUX_2, GuestSystem.AMAZON_LINUX_2023)) {
      for (var setup : List.of(Setups.ownInterface(), Setups.secondaryAddress())) {
        assertThat(system.guide(setup).set()).startsWith("Nothing has to be set");
        assertThat(system.guide(setup).undo()).startsWith("Nothing");
      }
    }
  }

  @Test
  void theWayIsToldByThePrimaryAddressAndTheDeviceIndex() {
    assertThat(Setups.ownInterface().way()).isEqualTo(Way.OWN_INTERFACE);
    assertThat(Setups.secondaryAddress().way()).isEqualTo(Way.SECONDARY_ADDRESS);
    assertThat(Setups.secondaryAddressOfASecondInterface().way()).isEqualTo(Way.SECONDARY_ADDRESS);
    assertThat(Setups.primary().way()).isEqualTo(Way.PRIMARY);
  }

  @Test
  void ec2sPlatformTellsTheSystemAsFarAsItCan() {
    assertThat(GuestSystem.of("windows")).isEqualTo(GuestSystem.WINDOWS);
    assertThat(GuestSystem.of("linux")).isEqualTo(GuestSystem.AMAZON_LINUX_2023);
  }
}
