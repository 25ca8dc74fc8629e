package dev.fixedip.bench.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.model.Ownership;
import java.time.Instant;

/**
 * The reads of EC2 that the operator did.
 *
 * @param polls whole reads that began
 * @param pages calls that whole reads made
 * @param lookups calls that asked for single things
 */
record Lookups(int polls, int pages, int lookups) {
  private static final String WHOLE_OF_RULES = "tag:" + Ownership.CLUSTER;

  /** Sorts calls as {@code GET /_simulator/calls?list=N} lists them. */
  static Lookups in(JsonNode listed) {
    int polls = 0;
    int pages = 0;
    int lookups = 0;
    int ofGroups = 0;
    for (JsonNode call : listed) {
      String action = call.path("action").asText();
      JsonNode parameters = call.path("parameters");
      if (action.equals("DescribeSecurityGroupRules")) {
        boolean whole = parameters.at("/Filters/0/Name").asText().equals(WHOLE_OF_RULES);
        polls += whole ? 1 : 0;
        ofGroups += whole ? 0 : 1;
      } else if (action.startsWith("Describe")) {
        boolean whole = isWhole(parameters);
        pages += whole ? 1 : 0;
        lookups += whole ? 0 : 1;
      }
    }
    // Each poll reads the rules of the known groups after those with our tag.
    int ofGroupsByPolls = Math.min(polls, ofGroups);
    return new Lookups(
        polls, pages + polls + ofGroupsByPolls, lookups + ofGroups - ofGroupsByPolls);
  }

  /**
   * When the first whole read began.
   *
   * @throws java.util.NoSuchElementException if none did
   */
  static Instant firstPoll(JsonNode listed) {
    return listed
        .valueStream()
        .filter(it -> it.path("action").asText().equals("DescribeNetworkInterfaces"))
        .filter(it -> isWhole(it.path("parameters")))
        .map(it -> Instant.parse(it.path("time").asText()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isWhole(JsonNode parameters) {
    return parameters.path("Filters").isEmpty()
        && parameters
            .propertyStream()
            .noneMatch(it -> it.getKey().endsWith("Ids") || it.getKey().equals("InstanceTypes"));
  }
}
