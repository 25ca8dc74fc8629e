package dev.fixedip.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.access.Grant;
import dev.fixedip.simulator.file.BadInput;
import dev.fixedip.simulator.file.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who has which policies of IAM. */
final class PolicyEndpoints {
  private static final String POLICIES = "policies";
  private static final Pattern USER = Pattern.compile("user=([^&=]+)");

  private record Granted(@Nullable String user, @Nullable JsonNode policy) {}

  private record Listed(String user, Object policy) {}

  private final Simulator simulator;

  PolicyEndpoints(Simulator simulator) {
    this.simulator = simulator;
  }

  Stream<Endpoint> all() {
    return Stream.of(
        new Endpoint("GET", POLICIES, "Lists the policies of users.", request -> listed()),
        new Endpoint(
            "POST",
            POLICIES,
            "Gives a user, or everybody, an IAM policy; from then on he may do only what his"
                + " policies allow. Takes one or a list.",
            this::grant),
        new Endpoint(
            "DELETE",
            POLICIES,
            "Takes policies away: all, or ?user=NAME for one's.",
            this::revoke));
  }

  private List<Listed> listed() {
    return simulator.access().grants().stream()
        .map(it -> new Listed(it.user(), it.policy().document()))
        .toList();
  }

  private List<Listed> grant(Endpoint.Request request) {
    List<Granted> asked = Json.readSome(request.body(), Granted.class);
    List<Grant> grants = new ArrayList<>();
    for (Granted granted : asked) {
      try {
        grants.add(grant(granted));
      } catch (BadInput e) {
        throw asked.size() == 1 ? e : e.in("[%d]".formatted(grants.size()));
      }
    }
    grants.forEach(simulator.access()::grant);
    return listed();
  }

  private Grant grant(Granted granted) {
    if (granted.user == null || granted.user.isBlank()) {
      throw new BadInput("user", "this is missing; write a user, or * for everybody");
    }
    if (!simulator.access().mayCall(granted.user)) {
      throw new BadInput(
          "user",
          "there is no '%s'; add it with POST credentials before, or write * for everybody"
              .formatted(granted.user));
    }
    if (granted.policy == null) {
      throw new BadInput("policy", "this is missing; write an IAM policy document");
    }
    return new Grant(granted.user, PolicyReader.read("policy", granted.policy));
  }

  private List<Listed> revoke(Endpoint.Request request) {
    simulator.access().revoke(which(request.query()));
    return listed();
  }

  private static Predicate<Grant> which(String query) {
    if (query.isEmpty()) {
      return grant -> true;
    }
    Matcher matcher = USER.matcher(query);
    if (!matcher.matches()) {
      throw new BadInput("", "'?%s' is unknown; write ?user=NAME, or nothing".formatted(query));
    }
    String user = URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
    return grant -> grant.user().equals(user);
  }
}
