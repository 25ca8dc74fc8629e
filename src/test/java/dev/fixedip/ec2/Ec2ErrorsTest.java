package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fixedip.plan.Failure.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class Ec2ErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RequestLimitExceeded | Request limit exceeded. | THROTTLED
          EC2ThrottledException | | THROTTLED
          InternalError | An internal error has occurred | TRANSIENT
          Unavailable | The server is overloaded | TRANSIENT
          ConcurrentTagAccess | | TRANSIENT
          SomethingThatAwsAddsOneDay | | TRANSIENT
          InvalidNetworkInterfaceID.NotFound | The networkInterface ID 'eni-1' does not exist | NOT_YET
          InvalidInstanceID.NotFound | The instance ID 'i-1' does not exist | NOT_YET
          InvalidGroup.NotFound | The security group 'sg-1' does not exist | NOT_YET
          InvalidGroup.NotFound | You have specified two resources that belong to different networks. | USER_MUST_ACT
          InvalidSubnetID.NotFound | The subnet ID 'subnet-1' does not exist | USER_MUST_ACT
          InvalidAllocationID.NotFound | The allocation ID 'eipalloc-1' does not exist | NOT_YET
          IncorrectState | | NOT_YET
          IncorrectInstanceState | The instance 'i-1' is not in a valid state | NOT_YET
          DependencyViolation | | NOT_YET
          InvalidNetworkInterface.InUse | Interface: [eni-1] in use. | NOT_YET
          InvalidParameterValue | Network interface 'eni-1' is currently in use. | NOT_YET
          InvalidParameterValue | Instance 'i-1' already has an interface attached at device index '1'. | CONFLICT
          InvalidParameterValue | [10.0.0.51] assigned, but move is not allowed. | CONFLICT
          InvalidParameterValue | Address 10.0.1.1 does not fall within the subnet's address range | USER_MUST_ACT
          InvalidParameterValue | Address 10.0.0.1 is in subnet's reserved address range | USER_MUST_ACT
          InvalidParameterValue | Address 2001:db8::51 does not fall within the subnet's address range | USER_MUST_ACT
          InvalidParameterValue | Address 2001:db8::3 is in subnet's reserved address range | USER_MUST_ACT
          InvalidParameterValue | The subnet 'subnet-1' does not have an IPv6 CIDR block associated with it. | USER_MUST_ACT
          InvalidParameterValue | [2001:db8::51] assigned, but move is not allowed. | CONFLICT
          InvalidParameterValue | Some of the specified addresses are not assigned to interface eni-1 | NOT_YET
          PrivateIpAddressLimitExceeded | Number of IPv6 addresses will exceed limit. | QUOTA
          InvalidParameterCombination | You may not attach a network interface … availability zone | USER_MUST_ACT
          InvalidInstanceID.Malformed | Invalid id: "foo" | USER_MUST_ACT
          OperationNotPermitted | The network interface at device index 0 cannot be detached. | USER_MUST_ACT
          IdempotentParameterMismatch | | USER_MUST_ACT
          TagLimitExceeded | | USER_MUST_ACT
          Gateway.NotAttached | | USER_MUST_ACT
          AttachmentLimitExceeded | Interface count 4 exceeds the limit for t3.medium | QUOTA
          NetworkInterfaceLimitExceeded | | QUOTA
          InsufficientFreeAddressesInSubnet | | QUOTA
          RulesPerSecurityGroupLimitExceeded | | QUOTA
          VpcLimitExceeded | | QUOTA
          InvalidIPAddress.InUse | The specified address is already in use. | CONFLICT
          Resource.AlreadyAssigned | | CONFLICT
          InvalidPermission.Duplicate | the specified rule already exists | CONFLICT
          UnauthorizedOperation | You are not authorized to perform this operation. | DENIED
          AuthFailure | | DENIED
          RequestExpired | | DENIED
          """)
  void everyAnswerHasAMeaning(String code, @Nullable String message, Kind kind) {
    assertThat(Ec2Errors.kindOf(code, message == null ? "" : message)).isEqualTo(kind);
  }

  @Test
  void theEncodedPartOfARefusalIsLeftOut() {
    Answer.Failed failed =
        Ec2Errors.failed(
            answer(
                "UnauthorizedOperation",
                "User: arn:aws:iam::1:user/x is not authorized to perform: ec2:CreateTags."
                    + " Encoded authorization failure message: AbCdEf-123"));
    assertThat(failed.kind()).isEqualTo(Kind.DENIED);
    assertThat(failed.message()).endsWith("ec2:CreateTags.");
  }

  @Test
  void noRequestIdIsInTheMessage() {
    Answer.Failed failed = Ec2Errors.failed(answer("InternalError", "An internal error"));
    assertThat(failed)
        .isEqualTo(new Answer.Failed(Kind.TRANSIENT, "InternalError", "An internal error"));
  }

  @Test
  void anAnswerThatDidNotComeMayComeNextTime() {
    assertThat(Ec2Errors.failed(ApiCallTimeoutException.create(4000)))
        .isEqualTo(new Answer.Failed(Kind.TRANSIENT, "TimedOut", "EC2 did not answer in time"));
    assertThat(Ec2Errors.failed(SdkClientException.create("Connection reset")))
        .isEqualTo(new Answer.Failed(Kind.TRANSIENT, "NoAnswer", "the connection to EC2 failed"));
  }

  /** Such as where a firewall cuts TLS off: no certificate was shown. */
  @Test
  void aHandshakeThatIsCutOffIsNotTheCertificates() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Socket client =
            SSLSocketFactory.getDefault()
                .createSocket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      accepted.shutdownOutput();
      var e =
          catchThrowableOfType(
              SSLHandshakeException.class, () -> ((SSLSocket) client).startHandshake());

      assertThat(Ec2Errors.failed(SdkClientException.create("refused", e)))
          .isEqualTo(new Answer.Failed(Kind.TRANSIENT, "NoAnswer", "the connection to EC2 failed"));
    }
  }

  @Test
  void withoutCredentialsNothingIsAllowed() {
    Answer.Failed failed =
        Ec2Errors.failed(SdkClientException.create("Unable to load credentials from any provider"));
    assertThat(failed.kind()).isEqualTo(Kind.DENIED);
  }

  private static Ec2Exception answer(String code, String message) {
    return (Ec2Exception)
        Ec2Exception.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .requestId("4f9a1b2c")
            .build();
  }
}
