package dev.fixedip.simulator;

import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsRequest;

/** The AWS SDK's clients, at an endpoint that answers what was recorded. */
record SdkReading(String body) implements SdkHttpClient {
  /** What the SDK reads from the body of an answer to the request. */
  static SdkPojo of(String body, AwsRequest request) {
    var recorded = new SdkReading(body);
    return request instanceof StsRequest
        ? call(StsClient.class, recorded.build(StsClient.builder()), request)
        : call(Ec2Client.class, recorded.build(Ec2Client.builder()), request);
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C build(B builder) {
    return builder
        .region(Region.US_EAST_1)
        .credentialsProvider(SimulatorClients.credentials())
        .httpClient(this)
        .build();
  }

  private static <C> SdkPojo call(Class<C> type, C client, AwsRequest request) {
    String name = request.getClass().getSimpleName().replaceFirst("Request$", "");
    String method = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    try {
      return (SdkPojo) type.getMethod(method, request.getClass()).invoke(client, request);
    } catch (InvocationTargetException e) {
      throw new AssertionError(name, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        var bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        return HttpExecuteResponse.builder()
            .response(SdkHttpResponse.builder().statusCode(200).build())
            .responseBody(AbortableInputStream.create(bytes))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}
}
