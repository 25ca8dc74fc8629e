package dev.fixedip.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.access.Denial;
import dev.fixedip.simulator.access.Grant;
import dev.fixedip.simulator.file.BadInput;
import dev.fixedip.simulator.file.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may call, and what is denied to whom. */
final class AccessEndpoints {
  private static final String DENIALS = "denials";
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{4,128}");
  private static final Pattern ACTION = Pattern.compile("((ec2|sts):)?[A-Za-z0-9*]+");

  private record Credentials(
      @Nullable String user,
      @Nullable String accessKeyId,
      @Nullable String secret,
      @Nullable JsonNode policy) {}

  private record Denied(@Nullable String principal, @Nullable List<String> actions) {}

  private final Simulator simulator;

  AccessEndpoints(Simulator simulator) {
    this.simulator = simulator;
  }

  Stream<Endpoint> all() {
    return Stream.of(
        new Endpoint(
            "POST",
            "credentials",
            "Adds a user; from then on only calls that a known user signed are taken.",
            this::user),
        new Endpoint("GET", DENIALS, "Lists what is denied.", request -> denials()),
        new Endpoint(
            "POST", DENIALS, "Denies actions to somebody; takes one or a list.", this::deny),
        new Endpoint("DELETE", DENIALS, "Takes all denials away.", request -> allow()));
  }

  private Map<String, String> user(Endpoint.Request request) {
    Credentials asked = Json.read(request.body(), Credentials.class);
    String user = required("user", asked.user);
    String key = required("accessKeyId", asked.accessKeyId);
    if (!KEY.matcher(key).matches()) {
      throw new BadInput(
          "accessKeyId", "'%s' is none; write 4 to 128 letters and digits".formatted(key));
    }
    String secret = required("secret", asked.secret);
    var policy = Optional.ofNullable(asked.policy).map(it -> PolicyReader.read("policy", it));
    simulator.access().addUser(user, key, secret);
    policy.ifPresent(it -> simulator.access().grant(new Grant(user, it)));
    return Map.of("user", user, "accessKeyId", key);
  }

  private List<Denial> denials() {
    return simulator.access().denials();
  }

  private List<Denial> deny(Endpoint.Request request) {
    List<Denied> asked = Json.readSome(request.body(), Denied.class);
    List<Denial> denials = new ArrayList<>();
    for (Denied denied : asked) {
      try {
        denials.add(denial(denied));
      } catch (BadInput e) {
        throw asked.size() == 1 ? e : e.in("[%d]".formatted(denials.size()));
      }
    }
    denials.forEach(simulator.access()::deny);
    return denials();
  }

  private static Denial denial(Denied denied) {
    String principal = required("principal", denied.principal);
    if (denied.actions == null || denied.actions.isEmpty()) {
      throw new BadInput("actions", "this is missing; write a list such as [\"ec2:Create*\"]");
    }
    for (String action : denied.actions) {
      if (action == null || !ACTION.matcher(action).matches()) {
        throw new BadInput(
            "actions", "'%s' is none; write CreateTags, ec2:Create* or *".formatted(action));
      }
    }
    return new Denial(principal, denied.actions);
  }

  private List<Denial> allow() {
    simulator.access().allowAll();
    return denials();
  }

  private static String required(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new BadInput(field, "this is missing; write it");
    }
    return value;
  }
}
