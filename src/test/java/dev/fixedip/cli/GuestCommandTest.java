package dev.fixedip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code fixedip guest} on files: it prints the commands, or says what must come first. */
class GuestCommandTest {
  private static final String WINDOWS =
      """
      apiVersion: fixedip.dev/v1alpha1
      kind: FixedIp
      metadata: {name: windows, namespace: lab, creationTimestamp: "2026-01-01T00:00:00Z"}
      spec: {address: 10.0.0.51, instance: {id: i-00000000000000133}}
      status:
        address: 10.0.0.51/24
        instanceId: i-00000000000000133
        conditions: [{type: Ready, status: "True", reason: Attached, message: ready}]
        interface: {id: eni-1, deviceIndex: 1, macAddress: "06:00:00:00:00:51", owned: true}
        guest:
          platform: windows
          address: 10.0.0.51
          prefixLength: 24
          subnetMask: 255.255.255.0
          gateway: 10.0.0.1
          dns: 10.0.0.2
          macAddress: "06:00:00:00:00:51"
          configuration: DHCP
      """;

  private static final String SECONDARY =
      WINDOWS
          .replace("name: windows", "name: second")
          .replace("configuration: DHCP", "configuration: Static\n    primaryAddress: 10.0.0.133");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder = Path.of("");

  private int guest(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "guest";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return FixedIpCommand.commandLine(Map.of())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("fixedips.yaml"), content).toString();
  }

  @Test
  void printsTheCommandsForTheSystemThatEc2Tells() throws IOException {
    assertThat(guest("-f", file(WINDOWS))).isZero();

    assertThat(out.toString())
        .startsWith("# FixedIp lab/windows: 10.0.0.51 in i-00000000000000133 (Windows)\n")
        .contains("06-00-00-00-00-51", "```powershell", "all by DHCP");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void printsThemForAnotherSystemIfTold() throws IOException {
    String linux = WINDOWS.replace("platform: windows", "platform: linux");
    assertThat(guest("-f", file(linux))).isZero();
    assertThat(guest("-f", file(linux), "--os=ubuntu")).isZero();

    assertThat(out.toString()).contains("(Amazon Linux 2023)", "(Ubuntu)", "sudo netplan try");
  }

  @Test
  void aSystemThatIsNotKnownIsToldWithThoseThatAre() throws IOException {
    assertThat(guest("-f", file(WINDOWS), "--os=beos")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--os", "beos", "amazon-linux-2023", "rhel");
  }

  @Test
  void printsThemForEachFixedIpOfAList() throws IOException {
    String list =
        "kind: List\napiVersion: v1\nitems:\n- "
            + WINDOWS.indent(2).strip()
            + "\n- "
            + SECONDARY.indent(2).strip()
            + "\n---\nkind: ConfigMap\n";
    assertThat(guest("-f", file(list))).isZero();

    assertThat(out.toString())
        .containsSubsequence("# FixedIp lab/windows", "# FixedIp lab/second", "10.0.0.133");
  }

  @Test
  void withoutAStatusTheAddressMustBeInPlaceFirst() throws IOException {
    String manifest = WINDOWS.substring(0, WINDOWS.indexOf("status:"));
    assertThat(guest("-f", file(manifest))).isNotZero();

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains(
            "FixedIp lab/windows has no status",
            "kubectl wait --for=condition=Ready fixedip/windows -n lab",
            "fixedip guest windows -n lab",
            "kubectl get fixedip windows -n lab -o yaml");
  }

  @Test
  void anAddressThatTheInstanceDoesNotHaveYetIsNotSet() throws IOException {
    String moving = WINDOWS.replace("address: 10.0.0.51/24", "address: 10.0.0.50/24");
    String waiting =
        moving.replace(
            "status: \"True\", reason: Attached", "status: \"False\", reason: Progressing");
    assertThat(guest("-f", file(waiting))).isNotZero();

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains(
            "FixedIp lab/windows is not in place yet", "cut the instance off", "(Progressing)");
  }

  @Test
  void aFileWithoutAFixedIpIsTold() throws IOException {
    assertThat(guest("-f", file("kind: ConfigMap\n"))).isNotZero();
    assertThat(err.toString()).contains("fixedips.yaml: no FixedIp", "kubectl get");
  }

  @Test
  void aFileThatIsNotThereOrNoYamlIsTold() throws IOException {
    assertThat(guest("-f", folder.resolve("none.yaml").toString())).isNotZero();
    assertThat(err.toString()).contains("none.yaml");
    assertThat(guest("-f", file("kind: [FixedIp"))).isNotZero();
    assertThat(err.toString()).contains("fixedips.yaml");
  }

  @Test
  void aNameOrAFileIsNeeded() throws IOException {
    assertThat(guest()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(guest("windows", "-f", file(WINDOWS))).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("NAME", "--filename");
  }

  @Test
  void whatKubernetesIsAskedIsCheckedFirst() throws IOException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: lab, cluster: {server: "http://127.0.0.1:1"}}]
            users: [{name: me, user: {}}]
            contexts: [{name: lab, context: {cluster: lab, user: me}}]
            current-context: lab
            """);
    assertThat(guest("windows", "--kubeconfig=" + folder.resolve("none"))).isNotZero();
    assertThat(err.toString()).contains("--kubeconfig", "none cannot be read");

    assertThat(guest("windows", "--kubeconfig=" + kubeconfig, "--context=prod")).isNotZero();
    assertThat(err.toString()).contains("--context prod is not in the kubeconfig", "[lab]");

    assertThat(guest("windows", "--kubeconfig=" + kubeconfig)).isNotZero();
    assertThat(err.toString()).contains("does not answer at http://127.0.0.1:1");
  }
}
