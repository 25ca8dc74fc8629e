package dev.fixedip.ec2;

import dev.fixedip.model.ElasticIpWrite;
import dev.fixedip.model.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a later write to a thing relates to an earlier one to the same thing. */
interface Succession<W extends Write> {

  /** Both as one write, where the later one makes the earlier one meaningless. */
  Optional<W> merged(W earlier, W later);

  /** Whether the earlier one need not be shown any more, once the later one is. */
  boolean replaces(W later, W earlier);

  /** Of writes to one network interface. */
  static Succession<Write.OfInterface> ofInterfaces() {
    return new Succession<>() {
      @Override
      public Optional<Write.OfInterface> merged(
          Write.OfInterface earlier, Write.OfInterface later) {
        if (later instanceof Write.Deleted) {
          return Optional.of(later);
        }
        if (earlier instanceof Write.Tagged some && later instanceof Write.Tagged others) {
          Map<String, @Nullable String> all = new HashMap<>(some.changes());
          all.putAll(others.changes());
          return Optional.of(new Write.Tagged(later.interfaceId(), all));
        }
        boolean sameSetting =
            later.getClass() == earlier.getClass()
                && (later instanceof Write.SecurityGroupsSet
                    || later instanceof Write.SourceDestCheckSet
                    || later instanceof Write.DeleteOnTerminationSet);
        return sameSetting ? Optional.of(later) : Optional.empty();
      }

      @Override
      public boolean replaces(Write.OfInterface later, Write.OfInterface earlier) {
        return later instanceof Write.Deleted
            || (attaches(later) && attaches(earlier))
            || (!addresses(earlier).isEmpty() && addresses(later).containsAll(addresses(earlier)));
      }

      private static List<String> addresses(Write.OfInterface it) {
        return switch (it) {
          case Write.AddressesAssigned assigned -> assigned.addresses();
          case Write.AddressesUnassigned unassigned -> unassigned.addresses();
          default -> List.of();
        };
      }

      private static boolean attaches(Write.OfInterface it) {
        return it instanceof Write.Attached || it instanceof Write.Detached;
      }
    };
  }

  /** Of writes to all Elastic IPs. */
  static Succession<ElasticIpWrite> ofElasticIps() {
    return new Succession<>() {
      @Override
      public Optional<ElasticIpWrite> merged(ElasticIpWrite earlier, ElasticIpWrite later) {
        if (!later.allocationId().equals(earlier.allocationId())) {
          return Optional.empty();
        }
        if (later instanceof ElasticIpWrite.Released) {
          return Optional.of(later);
        }
        if (earlier instanceof ElasticIpWrite.Tagged some
            && later instanceof ElasticIpWrite.Tagged others) {
          Map<String, @Nullable String> all = new HashMap<>(some.changes());
          all.putAll(others.changes());
          return Optional.of(new ElasticIpWrite.Tagged(later.allocationId(), all));
        }
        return Optional.empty();
      }

      @Override
      public boolean replaces(ElasticIpWrite later, ElasticIpWrite earlier) {
        return later.allocationId().equals(earlier.allocationId())
            && (later instanceof ElasticIpWrite.Released
                || (associates(later) && associates(earlier)));
      }

      private static boolean associates(ElasticIpWrite it) {
        return it instanceof ElasticIpWrite.Associated
            || it instanceof ElasticIpWrite.Disassociated;
      }
    };
  }

  /** Of writes to one security group. */
  static Succession<Write.OfRules> ofRules() {
    return new Succession<>() {
      @Override
      public Optional<Write.OfRules> merged(Write.OfRules earlier, Write.OfRules later) {
        return ruleId(earlier).equals(ruleId(later)) ? Optional.of(later) : Optional.empty();
      }

      @Override
      public boolean replaces(Write.OfRules later, Write.OfRules earlier) {
        return false;
      }

      private static String ruleId(Write.OfRules it) {
        return switch (it) {
          case Write.RuleAdded added -> added.rule().id();
          case Write.RuleRevoked revoked -> revoked.ruleId();
          case Write.RuleDisowned disowned -> disowned.ruleId();
        };
      }
    };
  }
}
