package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/** The comparison with boto3 sees every kind of difference. */
class Boto3ReadingTest {
  private static final NetworkInterface FACE =
      NetworkInterface.builder()
          .networkInterfaceId("eni-1")
          .sourceDestCheck(true)
          .attachment(a -> a.deviceIndex(1).attachTime(Instant.parse("2026-01-01T00:00:00Z")))
          .privateIpAddresses(
              NetworkInterfacePrivateIpAddress.builder()
                  .privateIpAddress("10.0.0.4")
                  .primary(true)
                  .build())
          .build();
  private static final String SAME =
      """
      {"NetworkInterfaceId": "eni-1", "SourceDestCheck": true, "Description": null, "Groups": [],
       "Attachment": {"DeviceIndex": 1, "AttachTime": "2026-01-01T00:00:00+00:00"},
       "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.0.4", "Primary": true}]}
      """;

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void theSameIsTheSame() throws Exception {
    assertThat(Boto3Reading.differences("Face", json(SAME), FACE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "eni-1 | eni-2 | Face.NetworkInterfaceId",
        "true, \"Desc | false, \"Desc | Face.SourceDestCheck",
        "\"Description\": null | \"Description\": \"x\" | Face.Description",
        "Index\": 1 | Index\": \"1\" | Face.Attachment.DeviceIndex",
        "00+00:00 | 01+00:00 | Face.Attachment.AttachTime",
        "\"Groups\": [] | \"Groups\": [{}] | Face.Groups",
        "10.0.0.4 | 10.0.0.5 | Face.PrivateIpAddresses[0].PrivateIpAddress",
        "\"NetworkInterfaceId\": \"eni-1\", | `` | Face.NetworkInterfaceId"
      })
  void anotherValueIsTold(String from, String to, String path) throws Exception {
    assertThat(Boto3Reading.differences("Face", json(SAME.replace(from, to)), FACE))
        .singleElement()
        .asString()
        .startsWith(path);
  }
}
