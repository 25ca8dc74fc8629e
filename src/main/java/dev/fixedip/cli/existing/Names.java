package dev.fixedip.cli.existing;

import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Names for FixedIps, each once: by the Name tag, made what Kubernetes takes for a name (DNS label,
 * RFC 1123); the more an address is its instance's own, the sooner it gets the bare name.
 */
final class Names {
  private static final int LONGEST_TAG = 40;

  private final Map<Existing, String> names = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  private Names() {}

  static Names of(List<Existing> all) {
    Names names = new Names();
    all.stream()
        .sorted(Comparator.comparing(Existing::isSecondary).thenComparingInt(Existing::deviceIndex))
        .forEach(it -> names.names.put(it, names.free(it)));
    return names;
  }

  String of(Existing it) {
    return Objects.requireNonNull(names.get(it));
  }

  private String free(Existing it) {
    String dashed = it.address().replace('.', '-');
    Optional<String> tag = tag(it).map(Names::safe).filter(some -> !some.isEmpty());
    if (tag.isPresent() && taken.add(tag.get())) {
      return tag.get();
    }
    String withAddress = tag.orElse("ip") + "-" + dashed;
    String name = withAddress;
    for (int i = 2; !taken.add(name); i++) {
      name = withAddress + "-" + i;
    }
    return name;
  }

  private static Optional<String> tag(Existing it) {
    Optional<String> own = it.networkInterface().name();
    Optional<String> ofInstance = it.instance().flatMap(Instance::name);
    return it.networkInterface().isPrimary() ? ofInstance.or(() -> own) : own.or(() -> ofInstance);
  }

  private static String safe(String tag) {
    String safe = tag.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = safe.length() > LONGEST_TAG ? safe.substring(0, LONGEST_TAG) : safe;
    return cut.replaceAll("^-+|-+$", "");
  }

  /** The thing's id, with its Name tag, on one line. */
  static String named(NetworkInterface it) {
    return named(it.id(), it.name());
  }

  /** The thing's id, with its Name tag, on one line. */
  static String named(Instance it) {
    return named(it.id(), it.name());
  }

  private static String named(String id, Optional<String> name) {
    return name.map(it -> "%s (%s)".formatted(id, it.replaceAll("\\p{Cntrl}", " "))).orElse(id);
  }
}
