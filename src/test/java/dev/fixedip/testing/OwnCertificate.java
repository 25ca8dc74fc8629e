package dev.fixedip.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that nobody has signed but its owner, for two days.
 *
 * @param tls what a server shows it with
 * @param pem its file, for clients who are to trust it
 */
public record OwnCertificate(SSLContext tls, Path pem) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /**
   * Makes one with the JDK's keytool.
   *
   * @param folder where its files come to lie
   * @param names whom it is for, as keytool's {@code san} has them: {@code dns:…} or {@code ip:…}
   */
  public static OwnCertificate make(Path folder, List<String> names) throws IOException {
    Path keys = folder.resolve("keys.p12");
    Files.deleteIfExists(keys);
    keytool(
        keys,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=own",
        "-validity",
        "2",
        "-alias",
        "own",
        "-ext",
        "san=" + String.join(",", names));
    Path pem = folder.resolve("own.pem");
    keytool(keys, "-exportcert", "-rfc", "-alias", "own", "-file", pem.toString());
    try {
      return new OwnCertificate(tls(keys), pem);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("keytool's keys cannot be used", e);
    }
  }

  private static SSLContext tls(Path keys) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    return tls;
  }

  private static void keytool(Path keys, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", keys.toString(), "-storepass", new String(PASSWORD)));
    Path log = Files.createTempFile(keys.getParent(), "keytool", ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("keytool did not succeed: " + Files.readString(log));
    }
  }
}
