package dev.fixedip.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixedip.simulator.world.Ec2Error;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;

class FormTest {
  private static DescribeInstancesRequest decode(String form) {
    return (DescribeInstancesRequest)
        RequestDecoder.decode(Form.parse(form), DescribeInstancesRequest.builder());
  }

  @Test
  void aFormIsATree() {
    var request =
        decode(
            "Filter.2.Name=b&Filter.2.Value.1=2&Filter.1.Name=a&Filter.1.Value.1=1&MaxResults=5");

    assertThat(request.maxResults()).isEqualTo(5);
    assertThat(request.filters()).extracting(Filter::name).containsExactly("a", "b");
    assertThat(request.filters().getLast().values()).containsExactly("2");
  }

  @Test
  void anyTextComesThrough() {
    String text = "a&b=c+d %é中\uD83D\uDE00\r\n";
    var request = decode("InstanceId.1=" + URLEncoder.encode(text, StandardCharsets.UTF_8));

    assertThat(request.instanceIds()).containsExactly(text);
  }

  @ParameterizedTest
  @CsvSource({
    "Foo=1, UnknownParameter",
    "Filter.1.Foo=1, UnknownParameter",
    "Filter.x.Name=1, UnknownParameter",
    "Filter.0.Name=1, UnknownParameter",
    "Filter=1, UnknownParameter",
    "MaxResults.1=1, UnknownParameter",
    "MaxResults=+5, InvalidParameterValue",
    "MaxResults=%2B5, InvalidParameterValue",
    "MaxResults=%D9%A5, InvalidParameterValue",
    "MaxResults=99999999999, InvalidParameterValue",
    "DryRun=yes, InvalidParameterValue",
    "MaxResults=5&MaxResults=6, InvalidParameterValue",
    "InstanceId.1=%01, InvalidParameterValue",
    "InstanceId.1=%FF, MalformedQueryString",
    "InstanceId.1=%4, MalformedQueryString"
  })
  void whatIsNotARequestIsRefused(String form, String code) {
    assertThatThrownBy(() -> decode(form))
        .isInstanceOfSatisfying(Ec2Error.class, error -> assertThat(error.code()).isEqualTo(code));
  }
}
