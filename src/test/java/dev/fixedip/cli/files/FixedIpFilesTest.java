package dev.fixedip.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FixedIps are found in whatever a GitOps repository keeps them in. */
class FixedIpFilesTest {
  @TempDir Path folder;

  private static String fixedIp(String name, String address) {
    return """
    apiVersion: fixedip.dev/v1alpha1
    kind: FixedIp
    metadata: {name: %s}
    spec: {address: %s, instance: {id: i-00000000000000133}}
    """
        .formatted(name, address);
  }

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  private FixedIpFiles.Found read(boolean recursive, String standardInput, String... names) {
    return FixedIpFiles.read(
        List.of(names),
        recursive,
        "lab",
        new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)));
  }

  private FixedIpFiles.Found read(String... names) {
    return read(false, "", names);
  }

  private static List<String> names(FixedIpFiles.Found found) {
    return found.fixedIps().stream().map(Declared::name).toList();
  }

  private static List<String> places(FixedIpFiles.Found found) {
    return found.fixedIps().stream()
        .map(it -> it.place().toString().replaceFirst(".*/", ""))
        .toList();
  }

  @Test
  void documentsOfOtherKindsAreCountedAndEmptyOnesAreNot() throws IOException {
    String mixed =
        file(
            "mixed.yaml",
            """
            ---
            # nothing but a comment
            ---
            %s---
            {kind: ConfigMap, apiVersion: v1}
            ---
            replicas: 3
            ---
            %s\
            """
                .formatted(fixedIp("a", "10.0.0.51"), fixedIp("b", "10.0.0.52")));

    FixedIpFiles.Found found = read(mixed);

    assertThat(names(found)).containsExactly("a", "b");
    assertThat(found.others()).isEqualTo(2);
    assertThat(places(found)).containsExactly("mixed.yaml (document 2)", "mixed.yaml (document 5)");
  }

  @Test
  void anItemOfAListHasItsPlaceToo() throws IOException {
    String json =
        file(
            "list.json",
            """
            {"apiVersion": "v1", "kind": "List", "items": [
              {"apiVersion": "v1", "kind": "Service"},
              {"apiVersion": "fixedip.dev/v1alpha1", "kind": "FixedIp",
               "metadata": {"name": "a", "namespace": "own"},
               "spec": {"address": "10.0.0.51", "instance": {"id": "i-00000000000000133"},
                        "ping": null}}]}
            """);

    FixedIpFiles.Found found = read(json);

    assertThat(places(found)).containsExactly("list.json (document 1, item 2)");
    assertThat(found.fixedIps()).extracting(Declared::id).containsExactly("own/a");
    assertThat(found.others()).isEqualTo(1);
  }

  @Test
  void anchorsMergeKeysAndTimesAreReadAsKubernetesReadsThem() throws IOException {
    String yaml =
        file(
            "anchors.yml",
            """
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata:
              name: a
              uid: u-1
              generation: 4
              creationTimestamp: 2026-01-31T12:00:00Z
            spec:
              address: &address 10.0.0.51
              instance: &instance {id: i-00000000000000133}
              interface: {tags: {address: *address}}
            ---
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata: {name: b}
            spec: {<<: {instance: {id: i-00000000000000050}}, address: 10.0.0.52}
            """);

    List<Declared> found = read(yaml).fixedIps();

    assertThat(found.getFirst().spec().interfaceOrDefault().tags())
        .containsEntry("address", "10.0.0.51");
    assertThat(found.getFirst().known().orElseThrow().generation()).isEqualTo(4);
    assertThat(found.getLast().written().at("/instance/id").asText())
        .isEqualTo("i-00000000000000050");
  }

  @Test
  void aDirectoryIsReadInOrderAndDeeperOnlyWhenAsked() throws IOException {
    file("b.yml", fixedIp("b", "10.0.0.52"));
    String a = file("a.yaml", fixedIp("a", "10.0.0.51"));
    file("notes.txt", "no: resource");
    file("deeper/c.yaml", fixedIp("c", "10.0.0.53"));

    assertThat(names(read(folder.toString()))).containsExactly("a", "b");
    assertThat(names(read(true, "", folder.toString()))).containsExactly("a", "b", "c");
    assertThat(names(read(a, folder.toString(), a))).as("each once").containsExactly("a", "b");
  }

  @Test
  void standardInputIsOneOfTheFiles() throws IOException {
    String a = file("a.yaml", fixedIp("a", "10.0.0.51"));

    FixedIpFiles.Found found = read(false, fixedIp("b", "10.0.0.52"), a, "-");

    assertThat(places(found)).containsExactly("a.yaml (document 1)", "standard input (document 1)");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() throws IOException {
    String wrong =
        file(
            "wrong.yaml",
            """
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata: {name: Windows, namespace: lab}
            sepc: {}
            spec:
              adress: 10.0.0.51
              instance: {id: windows}
            ---
            apiVersion: fixedip.dev/v1
            kind: FixedIp
            metadata: {name: b}
            spec: {address: 10.0.0.52/24, instance: {id: i-00000000000000133}}
            ---
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIpp
            ---
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata: {generateName: c-}
            """);
    String broken = file("broken.yaml", "a: {b: [1,\nc");
    String twice = file("twice.json", "{\"a\": 1, \"a\": 2}");
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(() -> read(wrong, broken, twice, empty.toString(), "nowhere.yaml", "-"))
        .isInstanceOf(BadFilesException.class)
        .satisfies(it ->
            assertThat(String.valueOf(it.getMessage()).replace(folder + "/", "").lines())
                .containsExactlyInAnyOrder(
                    "wrong.yaml (document 1, lab/Windows): metadata.name is 'Windows': write"
                        + " lower-case letters, digits, - and ., beginning and ending with a letter"
                        + " or digit",
                    "wrong.yaml (document 1, lab/Windows): sepc: there is no such field: the fields"
                        + " here are apiVersion, kind, metadata, spec",
                    "wrong.yaml (document 1, lab/Windows): spec.address is missing: write it (The"
                        + " private IPv4 address, or the IPv6 address, that the instance shall"
                        + " have, such as 10.0.0.51 or 2001:db8::51, an IPv6 address in its"
                        + " shortest form)",
                    "wrong.yaml (document 1, lab/Windows): spec.adress: there is no such field: the"
                        + " fields here are "
                        + specFields(),
                    "wrong.yaml (document 1, lab/Windows): spec.instance.id is \"windows\": write"
                        + " what matches ^i-([0-9a-f]{8}|[0-9a-f]{17})$ (The instance with this"
                        + " id, such as i-0123456789abcdef0)",
                    "wrong.yaml (document 2, lab/b): apiVersion is 'fixedip.dev/v1': write"
                        + " fixedip.dev/v1alpha1",
                    "wrong.yaml (document 2, lab/b): spec.address is 10.0.0.52/24: EC2 knows the"
                        + " prefix length from the subnet: write 10.0.0.52",
                    "wrong.yaml (document 3): kind is 'FixedIpp': write FixedIp",
                    "wrong.yaml (document 4): metadata.name is missing: write one, such as windows",
                    "wrong.yaml (document 4): spec is missing: write it, with address and instance",
                    "broken.yaml: this is no YAML: expected ',' or ']', but got <stream end>"
                        + " (line 2, column 2): correct it",
                    "twice.json: this is no JSON: Duplicate field 'a' (line 1, column 13): correct"
                        + " it",
                    "empty: there is no *.yaml, *.yml or *.json in it: name another directory, or"
                        + " add --recursive for those below it",
                    "nowhere.yaml: there is no such file: name one that is there, or - for standard"
                        + " input",
                    "standard input: there is nothing in it: write FixedIps to it, or name files"));
  }

  private static String specFields() {
    return String.join(
        ", ", (Iterable<String>) SpecSchema.load().tree().path("properties")::fieldNames);
  }
}
