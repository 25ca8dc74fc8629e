package dev.fixedip.simulator.access;

import dev.fixedip.simulator.wire.HttpCall;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a call (IAM User Guide, "AWS Signature Version 4 for API requests").
 *
 * @param scope date, region and service, such as {@code 20261124/us-east-1/ec2}
 * @param signedHeaders names, parted by semicolons
 */
record Signature(String accessKeyId, String scope, String signedHeaders, String value) {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/,\\s]+)/([0-9]{8}/[^/,]+/[^/,]+)/aws4_request,"
              + "\\s*SignedHeaders=([^,\\s]+),\\s*Signature=([0-9a-f]{64})");

  /** The signature that the call carries, if it carries one. */
  static Optional<Signature> of(HttpCall call) {
    return call.header("Authorization")
        .map(AUTHORIZATION::matcher)
        .filter(Matcher::matches)
        .map(it -> new Signature(it.group(1), it.group(2), it.group(3), it.group(4)));
  }

  /** Whether it was made with that secret, for that very call. */
  boolean isMadeWith(String secret, HttpCall call) {
    byte[] key = utf8("AWS4" + secret);
    for (String part : (scope + "/aws4_request").split("/", -1)) {
      key = hmac(key, part);
    }
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            call.header("X-Amz-Date").orElse(""),
            scope + "/aws4_request",
            sha256(canonical(call)));
    return MessageDigest.isEqual(utf8(hex(hmac(key, toSign))), utf8(value));
  }

  private String canonical(HttpCall call) {
    String query = call.uri().getRawQuery();
    String headers =
        Arrays.stream(signedHeaders.split(";", -1))
            .map(name -> name + ":" + trimmed(call.header(name).orElse("")) + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        call.method(),
        call.uri().getRawPath(),
        query == null ? "" : sorted(query),
        headers,
        signedHeaders,
        call.header("X-Amz-Content-Sha256").orElseGet(() -> sha256(call.body())));
  }

  private static String sorted(String query) {
    return Arrays.stream(query.split("&", -1)).sorted().collect(Collectors.joining("&"));
  }

  private static String trimmed(String value) {
    return value.strip().replaceAll(" +", " ");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static String sha256(String text) {
    try {
      return hex(MessageDigest.getInstance("SHA-256").digest(utf8(text)));
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
