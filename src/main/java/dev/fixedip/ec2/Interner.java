package dev.fixedip.ec2;

import java.util.HashMap;
import java.util.Map;

/** Makes equal strings of one read the same object: few subnets, zones and tag keys, many uses. */
final class Interner {

  private final Map<String, String> seen = new HashMap<>();

  String same(String text) {
    return seen.computeIfAbsent(text, it -> it);
  }
}
