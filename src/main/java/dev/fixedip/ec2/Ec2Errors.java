package dev.fixedip.ec2;

import dev.fixedip.plan.Failure.Kind;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What EC2's error answers mean. The most exact rule wins: code and message, then code, then the
 * code's pattern, then transient (EC2 API reference, "Error codes").
 */
public final class Ec2Errors {

  private record Wording(String code, String message, Kind kind) {}

  private record Shape(Pattern code, Kind kind) {}

  private static final String NOT_ASSIGNED = "are not assigned to interface";

  private static final List<Wording> WORDINGS =
      List.of(
          new Wording(
              "InvalidParameterValue", "already has an interface attached at", Kind.CONFLICT),
          new Wording("InvalidParameterValue", "move is not allowed", Kind.CONFLICT),
          new Wording("InvalidParameterValue", "currently in use", Kind.NOT_YET),
          new Wording("InvalidParameterValue", NOT_ASSIGNED, Kind.NOT_YET),
          new Wording("InvalidGroup.NotFound", "different networks", Kind.USER_MUST_ACT));

  private static final Map<Kind, Set<String>> CODES =
      Map.of(
          Kind.THROTTLED,
          Set.of(
              "RequestLimitExceeded",
              "EC2ThrottledException",
              "Throttling",
              "ThrottlingException",
              "ThrottledException",
              "RequestThrottled",
              "RequestThrottledException",
              "TooManyRequestsException",
              "SlowDown"),
          Kind.TRANSIENT,
          Set.of(
              "InternalError",
              "InternalFailure",
              "ServerInternal",
              "ServiceUnavailable",
              "Unavailable",
              "ConcurrentTagAccess"),
          Kind.NOT_YET,
          Set.of(
              "IncorrectState",
              "IncorrectInstanceState",
              "InvalidState",
              "DependencyViolation",
              "InvalidNetworkInterface.InUse"),
          Kind.USER_MUST_ACT,
          Set.of(
              "InvalidSubnetID.NotFound",
              "UnsupportedOperation",
              "OperationNotPermitted",
              "IdempotentParameterMismatch",
              "MissingParameter",
              "UnknownParameter",
              "TagLimitExceeded",
              "Gateway.NotAttached"),
          Kind.QUOTA,
          Set.of(
              "AttachmentLimitExceeded",
              "NetworkInterfaceLimitExceeded",
              "PrivateIpAddressLimitExceeded",
              "InsufficientFreeAddressesInSubnet",
              "RulesPerSecurityGroupLimitExceeded",
              "SecurityGroupsPerInterfaceLimitExceeded",
              "AddressLimitExceeded"),
          Kind.CONFLICT,
          Set.of(
              "InvalidIPAddress.InUse",
              "Resource.AlreadyAssigned",
              "Resource.AlreadyAssociated",
              "InvalidPermission.Duplicate"),
          Kind.DENIED,
          Set.of(
              "UnauthorizedOperation",
              "AuthFailure",
              "OptInRequired",
              "Blocked",
              "InvalidClientTokenId",
              "RequestExpired"));

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(Pattern.compile("InvalidParameter.*"), Kind.USER_MUST_ACT),
          new Shape(Pattern.compile(".*\\.Malformed"), Kind.USER_MUST_ACT),
          new Shape(Pattern.compile(".*\\.NotFound"), Kind.NOT_YET),
          new Shape(Pattern.compile(".*LimitExceeded"), Kind.QUOTA));

  private static final Pattern ENCODED =
      Pattern.compile("\\s*Encoded authorization failure message:\\s*\\S+");

  private Ec2Errors() {}

  /** What an answer with that code and message means. */
  public static Kind kindOf(String code, String message) {
    for (Wording it : WORDINGS) {
      if (it.code().equals(code) && message.contains(it.message())) {
        return it.kind();
      }
    }
    for (Map.Entry<Kind, Set<String>> it : CODES.entrySet()) {
      if (it.getValue().contains(code)) {
        return it.getKey();
      }
    }
    for (Shape it : SHAPES) {
      if (it.code().matcher(code).matches()) {
        return it.kind();
      }
    }
    return Kind.TRANSIENT;
  }

  /** Whether the code says that something named in the request does not exist. */
  public static boolean isNotFound(String code) {
    return code.endsWith(".NotFound");
  }

  /** Whether the address that was to be taken back is not on the interface. */
  static boolean saysItWasNotAssigned(Answer.Failed it) {
    return it.message().contains(NOT_ASSIGNED);
  }

  /** What became of a call that ended so: EC2's words, or what happened to the connection. */
  static Answer.Failed failed(SdkException e) {
    AwsErrorDetails details = details(e);
    if (details != null && details.errorCode() != null) {
      String code = details.errorCode();
      String message = details.errorMessage() == null ? "" : details.errorMessage();
      return new Answer.Failed(kindOf(code, message), code, withoutSecrets(message));
    }
    if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
      return new Answer.Failed(Kind.TRANSIENT, "TimedOut", "EC2 did not answer in time");
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    if (message.contains("Unable to load credentials")) {
      return new Answer.Failed(Kind.DENIED, "NoCredentials", message);
    }
    return new Answer.Failed(Kind.TRANSIENT, "NoAnswer", withoutDetails(e));
  }

  /** The SDK's own words have request ids and socket addresses, which differ from time to time. */
  private static String withoutDetails(SdkException e) {
    if (e instanceof AwsServiceException it) {
      return "HTTP status %d without an error code of EC2".formatted(it.statusCode());
    }
    return isOfCertificate(e)
        ? "the certificate that EC2 showed is not trusted: where a proxy looks into TLS, let"
            + " AWS_CA_BUNDLE name a file with its certificate"
        : "the connection to EC2 failed";
  }

  private static boolean isOfCertificate(@Nullable Throwable e) {
    for (Throwable it = e; it != null; it = it.getCause()) {
      if (it instanceof CertificateException || it instanceof CertPathBuilderException) {
        return true;
      }
    }
    return false;
  }

  /** Whether EC2 answered that what was asked for by its id does not exist. */
  static boolean saysThereIsNone(SdkException e) {
    AwsErrorDetails details = details(e);
    return details != null
        && details.errorCode() != null
        && (isNotFound(details.errorCode()) || details.errorCode().endsWith(".Malformed"));
  }

  private static @Nullable AwsErrorDetails details(SdkException e) {
    return e instanceof AwsServiceException it ? it.awsErrorDetails() : null;
  }

  private static String withoutSecrets(String message) {
    return ENCODED.matcher(message).replaceAll("").strip();
  }
}
