package dev.fixedip.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.simulator.SimulatorClients;
import dev.fixedip.simulator.wire.QueryServer.Answer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.Ec2Response;

/** Requests and responses of many EC2 operations go over the wire and come back the same. */
class CodecTest {
  private static final int EVERY = 16;

  private final RandomPojos random = new RandomPojos(new SplittableRandom(1));
  private final Map<String, SdkPojo> requestBuilders = new ConcurrentHashMap<>();
  private final Map<String, SdkPojo> responses = new ConcurrentHashMap<>();
  private final Map<String, Object> decoded = new ConcurrentHashMap<>();

  @Test
  void whatGoesInComesOut() {
    List<Method> operations = operations();
    List<String> differing = new ArrayList<>();
    try (var server = QueryServer.start(0, this::answer);
        Ec2Client ec2 = SimulatorClients.ec2(server.endpoint())) {
      for (Method operation : operations) {
        differing.addAll(differences(ec2, operation));
      }
    }

    assertThat(operations).hasSizeGreaterThan(40);
    assertThat(differing).isEmpty();
  }

  private static List<Method> operations() {
    List<Method> all =
        Arrays.stream(Ec2Client.class.getMethods())
            .filter(m -> m.getParameterCount() == 1)
            .filter(m -> Ec2Request.class.isAssignableFrom(m.getParameterTypes()[0]))
            .filter(m -> Ec2Response.class.isAssignableFrom(m.getReturnType()))
            .filter(m -> !m.getName().equals("copySnapshot"))
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    return IntStream.range(0, all.size()).filter(i -> i % EVERY == 0).mapToObj(all::get).toList();
  }

  private List<String> differences(Ec2Client ec2, Method operation) {
    String name = operation.getName();
    String action = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    SdkPojo request = (SdkPojo) random.fill(builder(operation.getParameterTypes()[0]));
    SdkPojo response = (SdkPojo) random.fill(builder(operation.getReturnType()));
    requestBuilders.put(action, builder(operation.getParameterTypes()[0]));
    responses.put(action, response);
    Object answered = invoke(operation, ec2, request);
    return Stream.of(difference(request, decoded.get(action)), difference(response, answered))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> difference(SdkPojo sent, @Nullable Object received) {
    return sent.equalsBySdkFields(received)
        ? Optional.empty()
        : Optional.of("%s came as %s".formatted(sent, received));
  }

  private Answer answer(HttpCall call) {
    Form form = Form.parse(call.parameters());
    String action = Objects.requireNonNull(form.text("Action"));
    form.remove("Action");
    form.remove("Version");
    decoded.put(
        action, RequestDecoder.decode(form, Objects.requireNonNull(requestBuilders.get(action))));
    SdkPojo response = Objects.requireNonNull(responses.get(action));
    return new Answer.Document(200, "id", Protocol.EC2.answer(action, "id", response));
  }

  private static SdkPojo builder(Class<?> type) {
    try {
      return (SdkPojo) type.getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  private static Object invoke(Method operation, Ec2Client ec2, SdkPojo request) {
    try {
      return operation.invoke(ec2, request);
    } catch (InvocationTargetException e) {
      throw new AssertionError(operation.getName(), e.getCause());
    } catch (IllegalAccessException e) {
      throw new LinkageError(operation.getName(), e);
    }
  }
}
