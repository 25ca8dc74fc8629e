package dev.fixedip.cli.iam;

import dev.fixedip.model.Ownership;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the operator may act, and which things there are its own.
 *
 * @param cluster the value of the tag {@code fixedip.dev/cluster}; empty for any
 * @param vpcs ids; empty for any
 * @param tags of which a thing that others made must have each, with one of the values
 * @param place where in AWS
 */
public record Fence(
    Optional<String> cluster, List<String> vpcs, Map<String, List<String>> tags, Place place) {
  private static final String ANY = "*";

  /**
   * Where in AWS.
   *
   * @param partition such as {@code aws-cn}
   * @param region such as {@code eu-central-1}; {@code *} for any
   * @param account twelve digits; {@code *} for any
   */
  public record Place(String partition, String region, String account) {
    private String arn(String resource) {
      return "arn:%s:ec2:%s:%s:%s".formatted(partition, region, account, resource);
    }
  }

  /** The ARN of all resources of a type. */
  String arn(String type) {
    return place.arn(type + "/*");
  }

  /** That the call gives the cluster's tag to what it makes. */
  Condition made() {
    return owner("aws:RequestTag/");
  }

  /** That the resource has the cluster's tag. */
  Condition own() {
    return owner("aws:ResourceTag/");
  }

  private Condition owner(String key) {
    return cluster
        .map(id -> Condition.of("StringEquals", key + Ownership.CLUSTER, List.of(id)))
        .orElseGet(() -> Condition.exists(key + Ownership.CLUSTER));
  }

  /** That the resource is an interface that the cluster took over. */
  Condition adopted() {
    String key = "aws:ResourceTag/" + Ownership.ADOPTED_BY;
    return cluster
        .map(id -> Condition.of("StringLike", key, List.of(Ownership.adopter(id, ANY))))
        .orElseGet(() -> Condition.exists(key));
  }

  /** That the call marks an interface as taken over by the cluster. */
  Condition adopting() {
    return cluster
        .map(id ->
            Condition.of(
                "StringLike",
                "aws:RequestTag/" + Ownership.ADOPTED_BY,
                List.of(Ownership.adopter(id, ANY))))
        .orElse(Condition.NONE);
  }

  /** That the resource is in one of the VPCs. */
  Condition inVpcs() {
    return vpcs.isEmpty()
        ? Condition.NONE
        : Condition.of(
            "ArnEquals", "ec2:Vpc", vpcs.stream().map(id -> place.arn("vpc/" + id)).toList());
  }

  /** That the resource has the tags. */
  Condition tagged() {
    Condition all = Condition.NONE;
    for (Map.Entry<String, List<String>> tag : tags.entrySet()) {
      all =
          all.and(Condition.of("StringEquals", "aws:ResourceTag/" + tag.getKey(), tag.getValue()));
    }
    return all;
  }

  /** That the call goes to the region. */
  Condition inRegion() {
    return place.region.equals(ANY)
        ? Condition.NONE
        : Condition.of("StringEquals", "ec2:Region", List.of(place.region));
  }
}
