package dev.fixedip.ec2;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificate authorities that are trusted: Java's own, and those of a file. */
final class Authorities {
  private Authorities() {}

  /**
   * Trusts Java's own, and those of the file as well.
   *
   * @param file certificates in PEM
   * @throws IllegalArgumentException if there are none to be had; the message says why
   */
  static TrustManager[] with(String file) {
    Collection<? extends Certificate> more = read(file);
    try {
      List<Certificate> all = new ArrayList<>(more);
      Arrays.stream(managers(null))
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .forEach(it -> all.addAll(Arrays.asList(it.getAcceptedIssuers())));
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate it : all) {
        store.setCertificateEntry("authority-" + store.size(), it);
      }
      return managers(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This Java cannot keep certificates", e);
    }
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static Collection<? extends Certificate> read(String file) {
    try (InputStream stream = Files.newInputStream(Path.of(file))) {
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(stream);
      if (certificates.isEmpty()) {
        throw unusable(file, "it has no certificate", null);
      }
      return certificates;
    } catch (IOException | InvalidPathException e) {
      throw unusable(file, "it cannot be read", e);
    } catch (GeneralSecurityException e) {
      throw unusable(file, "it is no PEM", e);
    }
  }

  private static IllegalArgumentException unusable(
      String file, String why, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "AWS_CA_BUNDLE names %s, but %s: let it name a file of certificates in PEM, or unset it"
            .formatted(file, why),
        cause);
  }
}
