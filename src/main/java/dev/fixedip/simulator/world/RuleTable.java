package dev.fixedip.simulator.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** The security group rules, found also by group. */
public final class RuleTable extends Table<SecurityGroupRule> {
  private final Map<String, SortedSet<String>> byGroup = new HashMap<>();

  RuleTable(History history) {
    super(Kind.RULE, history);
  }

  /** The rules of a group, both directions. */
  public List<SecurityGroupRule> of(String groupId) {
    SortedSet<String> ids = byGroup.get(groupId);
    return ids == null ? List.of() : ids.stream().map(this::get).toList();
  }

  @Override
  void changed(@Nullable SecurityGroupRule before, @Nullable SecurityGroupRule after) {
    if (before != null) {
      byGroup.getOrDefault(before.groupId(), new TreeSet<>()).remove(before.securityGroupRuleId());
    }
    if (after != null) {
      byGroup
          .computeIfAbsent(after.groupId(), group -> new TreeSet<>())
          .add(after.securityGroupRuleId());
    }
  }
}
