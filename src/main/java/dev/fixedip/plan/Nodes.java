package dev.fixedip.plan;

import dev.fixedip.model.Seen;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The nodes of the Kubernetes cluster, as far as FixedIps name them. */
@FunctionalInterface
public interface Nodes {
  /** No cluster is there to be asked. */
  Nodes NONE = _ -> new Seen.Unread<>();

  /** What the AWS cloud provider writes: {@code aws:///us-east-1a/i-0123456789abcdef0}. */
  Pattern PROVIDER_ID = Pattern.compile("aws:///(?:[^/]*/)?(i-[0-9a-f]+)");

  /**
   * The {@code spec.providerID} of the node with that name, empty text if it has none yet; gone if
   * there is no such node.
   */
  Seen<String> providerId(String node);

  /** The instance that a provider ID names; empty if it names none of EC2. */
  static Optional<String> instanceId(String providerId) {
    Matcher matcher = PROVIDER_ID.matcher(providerId);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
