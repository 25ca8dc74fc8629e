package dev.fixedip.cli.existing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.fixedip.ec2.Survey;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.Instance;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Vpc;
import dev.fixedip.model.World;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** FixedIps for what exists, written so that nothing of it is changed when they are applied. */
public final class Manifests {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private final Survey survey;
  private final Options options;

  /**
   * How they are written.
   *
   * @param namespace null: none is written
   * @param adopt whether attached interfaces beside the primary ones are taken over
   */
  public record Options(@Nullable String namespace, boolean adopt) {}

  /** Writes what that survey finds. */
  public Manifests(Survey survey, Options options) {
    this.survey = survey;
    this.options = options;
  }

  /**
   * Writes them.
   *
   * @return in one line, how many were written and what was left out
   */
  public String write(Selection selection, PrintWriter out) {
    Stock stock = Stock.of(survey.snapshot(), selection);
    survey.read(rules(stock), survey.world());
    Names names = Names.of(stock.found());
    for (Existing it : stock.found()) {
      out.printf("---%n# %s%n%s", comment(it), yaml(it, names.of(it)));
    }
    out.flush();
    String leftOut =
        stock.leftOut().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(it -> "%s (%d)".formatted(it.getKey().words(), it.getValue()))
            .collect(Collectors.joining(", "));
    int found = stock.found().size();
    return "%d FixedIp%s%s"
        .formatted(found, found == 1 ? "" : "s", leftOut.isEmpty() ? "" : "; left out: " + leftOut);
  }

  private static Set<Key> rules(Stock stock) {
    return stock.found().stream()
        .flatMap(it -> it.networkInterface().securityGroupIds().stream())
        .map(Key.OfRules::new)
        .collect(Collectors.toSet());
  }

  private boolean isAdopted(Existing it) {
    return it.networkInterface().attachment() == null
        || (options.adopt() && !it.isSecondary() && !it.networkInterface().isPrimary());
  }

  private String comment(Existing it) {
    String face = Names.named(it.networkInterface());
    String instance = it.instance().map(Names::named).orElse("");
    if (it.instance().isEmpty()) {
      return "%s is attached to nothing: it is taken over, which is one tag in EC2, and so reserved.%s"
          .formatted(
              face,
              it.others().isEmpty() ? "" : " It keeps " + String.join(", ", it.others()) + " too.");
    }
    if (isAdopted(it)) {
      return "%s at device index %d of %s: it is taken over, which is one tag in EC2."
          .formatted(face, it.deviceIndex(), instance);
    }
    if (it.isSecondary()) {
      return "A secondary address of %s at device index %d of %s: nothing is changed in EC2."
          .formatted(face, it.deviceIndex(), instance);
    }
    return it.deviceIndex() == 0
        ? "The primary address of %s: nothing is changed in EC2.".formatted(instance)
        : "%s at device index %d of %s: nothing is changed in EC2."
            .formatted(face, it.deviceIndex(), instance);
  }

  private String yaml(Existing it, String name) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    if (options.namespace() != null) {
      metadata.put("namespace", options.namespace());
    }
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("apiVersion", "fixedip.dev/v1alpha1");
    resource.put("kind", "FixedIp");
    resource.put("metadata", metadata);
    resource.put("spec", spec(it));
    try {
      return YAML.writeValueAsString(resource);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> spec(Existing it) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("address", it.address());
    it.instance().map(Instance::id).ifPresent(id -> spec.put("instance", Map.of("id", id)));
    if (isAdopted(it)) {
      spec.put("interface", Map.of("id", it.networkInterface().id()));
    } else if (it.isSecondary()) {
      spec.put("strategy", "SecondaryAddress");
      if (it.deviceIndex() > 0) {
        spec.put("interface", Map.of("deviceIndex", it.deviceIndex()));
      }
    }
    if (!letsPingIn(it.networkInterface())) {
      spec.put("ping", Map.of("enabled", false));
    }
    return spec;
  }

  /** Whether the ping that is wanted by default comes in already. */
  private boolean letsPingIn(NetworkInterface it) {
    World world = survey.world();
    List<Cidr> wanted =
        world.vpc(it.placement().vpcId()).map(Vpc::cidrs).orElse(List.of()).stream()
            .filter(Cidr::isIpv4)
            .toList();
    return !wanted.isEmpty()
        && wanted.stream()
            .allMatch(from ->
                it.securityGroupIds().stream()
                    .flatMap(group -> world.rules(group).present().stream())
                    .flatMap(List::stream)
                    .anyMatch(rule -> allows(rule, from)));
  }

  /** A rule that the operator made counts for its own range only: it may be taken back. */
  private static boolean allows(SecurityGroupRule rule, Cidr from) {
    int echoRequest = SecurityGroupRule.echoRequest(from.family());
    return rule.tags().containsKey(Ownership.CLUSTER)
        ? from.equals(rule.cidr()) && rule.fromPort() == echoRequest
        : rule.allowsIcmp(echoRequest, from);
  }
}
