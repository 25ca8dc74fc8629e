package dev.fixedip.cli.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.cli.files.Declared;
import dev.fixedip.cli.review.Review.Conflict;
import dev.fixedip.cli.review.Review.Conflict.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What several FixedIps of the files ask for and cannot all have. */
final class Conflicts {
  private final List<Conflict> found = new ArrayList<>();

  private Conflicts() {}

  /** Those that share a namespace and name: Kubernetes keeps the last one that it is given. */
  static List<Conflict> ofNames(List<Declared> all) {
    return new Conflicts()
        .among(
            all,
            Kind.Name,
            Function.identity(),
            it -> Optional.of(it.id()),
            "%s is declared %s: Kubernetes keeps the last, so take the others out or name them"
                + " otherwise")
        .found;
  }

  /** Those that share an address in a VPC, a device index of an instance, or an interface. */
  static List<Conflict> of(List<Planned> all) {
    return new Conflicts()
        .among(
            all,
            Kind.Address,
            Planned::declared,
            it -> it.vpcId().map(vpc -> it.declared().spec().address() + " in " + vpc),
            "%s is asked for %s: only one can have it, so choose another address for the others")
        .among(
            all,
            Kind.DeviceIndex,
            Planned::declared,
            it -> deviceIndex(it.declared()),
            "%s is asked for %s: only one can be there, so choose another index or leave it out")
        .among(
            all,
            Kind.Interface,
            Planned::declared,
            it -> networkInterface(it.declared()),
            "network interface %s is asked for %s: only one can take it over, so take it out of the"
                + " others")
        .found;
  }

  private static Optional<String> networkInterface(Declared it) {
    return isSecondary(it) ? Optional.empty() : Optional.ofNullable(it.spec().interfaceId());
  }

  private static boolean isSecondary(Declared it) {
    return it.spec().strategyOrDefault() == FixedIpSpec.Strategy.SecondaryAddress;
  }

  private static Optional<String> deviceIndex(Declared it) {
    JsonNode index = it.written().path("interface").path("deviceIndex");
    return index.isInt() && !isSecondary(it) && it.written().path("instance").isObject()
        ? Optional.of(
            "device index %d of the instance %s"
                .formatted(index.asInt(), Words.selector(it.written().path("instance"))))
        : Optional.empty();
  }

  private <T> Conflicts among(
      List<T> all,
      Kind kind,
      Function<T, Declared> declared,
      Function<T, Optional<String>> shared,
      String message) {
    Map<String, List<Declared>> groups = new LinkedHashMap<>();
    for (T it : all) {
      shared
          .apply(it)
          .ifPresent(
              key -> groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(declared.apply(it)));
    }
    groups.forEach((key, some) -> {
      if (some.size() > 1) {
        found.add(
            new Conflict(
                kind,
                message.formatted(key, places(some)),
                some.stream().map(Words::source).toList()));
      }
    });
    return this;
  }

  private static String places(List<Declared> some) {
    return some.stream()
        .map(it -> "by %s in %s".formatted(it.id(), it.place()))
        .collect(Collectors.joining(" and "));
  }
}
