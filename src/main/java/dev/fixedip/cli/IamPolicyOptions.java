package dev.fixedip.cli;

import static java.util.stream.Collectors.joining;

import dev.fixedip.cli.iam.Feature;
import dev.fixedip.cli.iam.Fence;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code iam-policy}. */
final class IamPolicyOptions {
  private static final String ALL = "all";
  private static final String ANY = "*";
  private static final String AWS = "aws";
  private static final Pattern PLAIN = Pattern.compile("(?!.*\\$\\{)[^*?]*");
  private static final Pattern VPC = Pattern.compile("vpc-([0-9a-f]{8}|[0-9a-f]{17})");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,3}(-[a-z]+)+-[0-9]+");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  /** How regions of the other partitions begin. */
  private static final Map<String, String> PARTITIONS =
      new TreeMap<>(Map.of(AWS, "", "aws-cn", "cn-", "aws-us-gov", "us-gov-"));

  @Option(
      names = "--with",
      paramLabel = "FEATURE",
      split = ",",
      description = "Allow what these features need, too; all for every feature.")
  List<String> with = List.of();

  @Option(
      names = "--without",
      paramLabel = "FEATURE",
      split = ",",
      description = "Leave out what only these features need, such as interface or ping.")
  List<String> without = List.of();

  @Option(
      names = "--cluster-id",
      paramLabel = "ID",
      description = {
        "Allow the use only of what carries the tag fixedip.dev/cluster with this value: what run"
            + " --cluster-id says, or else the UID of the namespace kube-system (default: any"
            + " value)."
      })
  @Nullable String clusterId;

  @Option(
      names = "--vpc",
      paramLabel = "ID",
      split = ",",
      description = "The VPCs in which interfaces and groups may be changed (default: all).")
  List<String> vpcs = List.of();

  @Option(
      names = "--tag",
      paramLabel = "KEY=VALUE",
      description = {
        "A tag that instances, subnets, security groups and Elastic IPs of others must have to be"
            + " used. May be given several times: other keys must match as well, the same key may"
            + " have any of its values (default: none)."
      })
  List<String> tags = List.of();

  @Option(
      names = "--partition",
      paramLabel = "NAME",
      description = "aws, aws-cn or aws-us-gov (default: that of --region, or else aws).")
  @Nullable String partition;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      defaultValue = ANY,
      description = "The region in which the operator may act (default: ${DEFAULT-VALUE}).")
  String region = ANY;

  @Option(
      names = "--account",
      paramLabel = "ID",
      defaultValue = ANY,
      description = "The account in which the operator may act (default: ${DEFAULT-VALUE}).")
  String account = ANY;

  /**
   * What the operator is used for.
   *
   * @throws Problem if a feature is unknown or both wanted and not
   */
  Set<Feature> features() {
    Set<Feature> more = named("--with", with);
    Set<Feature> less = named("--without", without);
    if (!isAll(with)) {
      Set<Feature> both = EnumSet.copyOf(more);
      both.retainAll(less);
      if (!both.isEmpty()) {
        throw new Problem(
            "--with and --without both name %s: take it out of one of them"
                .formatted(labels(both)));
      }
    }
    Set<Feature> chosen = EnumSet.copyOf(Feature.usual());
    chosen.addAll(more);
    chosen.removeAll(less);
    return chosen;
  }

  private static Set<Feature> named(String option, List<String> names) {
    Set<Feature> named = EnumSet.noneOf(Feature.class);
    for (String name : names) {
      named.addAll(
          name.equalsIgnoreCase(ALL)
              ? EnumSet.allOf(Feature.class)
              : EnumSet.of(
                  Feature.labelled(name)
                      .orElseThrow(() ->
                          new Problem(
                              "%s '%s' is no feature: name some of %s, or all"
                                  .formatted(
                                      option, name, labels(EnumSet.allOf(Feature.class)))))));
    }
    return named;
  }

  private static boolean isAll(List<String> names) {
    return names.stream().anyMatch(ALL::equalsIgnoreCase);
  }

  private static String labels(Set<Feature> features) {
    return features.stream().map(Feature::label).collect(joining(", "));
  }

  /**
   * Where the operator may act.
   *
   * @throws Problem if an option says nothing that IAM could use
   */
  Fence fence() {
    if (clusterId != null && (clusterId.isBlank() || clusterId.length() > LONGEST_VALUE)) {
      throw new Problem(
          "--cluster-id is empty or longer than %d characters: write what the operator's run"
                  .formatted(LONGEST_VALUE)
              + " --cluster-id says, or leave it out");
    }
    if (clusterId != null && !PLAIN.matcher(clusterId).matches()) {
      throw new Problem(
          "--cluster-id '%s' has *, ? or ${ in it, which IAM takes for wildcards and variables: give the operator another"
              .formatted(clusterId));
    }
    for (String vpc : vpcs) {
      check("--vpc", vpc, VPC, "is no VPC's id: write one such as vpc-0123456789abcdef0");
    }
    return new Fence(
        Optional.ofNullable(clusterId), List.copyOf(new TreeSet<>(vpcs)), tagged(), place());
  }

  private Map<String, List<String>> tagged() {
    Map<String, Set<String>> byKey = new TreeMap<>();
    for (String tag : tags) {
      int equals = tag.indexOf('=');
      if (equals < 1 || equals > LONGEST_KEY || tag.length() - equals - 1 > LONGEST_VALUE) {
        throw new Problem(
            "--tag '%s' is no tag: write KEY=VALUE, such as team=network, with up to %d and %d"
                    .formatted(tag, LONGEST_KEY, LONGEST_VALUE)
                + " characters");
      }
      if (tag.contains("${")) {
        throw new Problem(
            "--tag '%s' has ${ in it, which IAM takes for a variable: name another tag"
                .formatted(tag));
      }
      byKey
          .computeIfAbsent(tag.substring(0, equals), key -> new TreeSet<>())
          .add(tag.substring(equals + 1));
    }
    Map<String, List<String>> all = new TreeMap<>();
    byKey.forEach((key, values) -> all.put(key, List.copyOf(values)));
    return all;
  }

  private Fence.Place place() {
    if (!region.equals(ANY)) {
      check("--region", region, REGION, "is no region: write one such as eu-central-1, or *");
    }
    if (!account.equals(ANY)) {
      check("--account", account, ACCOUNT, "is no account: write its twelve digits, or *");
    }
    if (partition != null && !PARTITIONS.containsKey(partition)) {
      throw new Problem(
          "--partition '%s' is unknown: name one of %s"
              .formatted(partition, String.join(", ", PARTITIONS.keySet())));
    }
    String ofRegion =
        PARTITIONS.keySet().stream()
            .filter(it -> !it.equals(AWS) && region.startsWith(PARTITIONS.get(it)))
            .findFirst()
            .orElse(AWS);
    if (partition != null && !region.equals(ANY) && !partition.equals(ofRegion)) {
      throw new Problem(
          "--region %s is in the partition %s, not in %s: correct one of the two"
              .formatted(region, ofRegion, partition));
    }
    return new Fence.Place(partition == null ? ofRegion : partition, region, account);
  }

  private static void check(String option, String value, Pattern form, String otherwise) {
    if (!form.matcher(value).matches()) {
      throw new Problem("%s '%s' %s".formatted(option, value, otherwise));
    }
  }
}
