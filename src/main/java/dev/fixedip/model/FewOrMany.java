package dev.fixedip.model;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sets of which there are very many, most with one member and a few with thousands. Whoever changes
 * one goes on with what the method returns, within {@link ConcurrentHashMap#compute}; whoever is
 * reading the old one may go on reading it.
 */
public final class FewOrMany {

  private static final int FEW = 8;

  private FewOrMany() {}

  /**
   * A set with all those members and that one.
   *
   * @param some null for the empty set
   */
  public static <T> Set<T> with(@Nullable Set<T> some, T member) {
    if (some == null) {
      return Set.of(member);
    }
    if (some.contains(member)) {
      return some;
    }
    if (some.size() < FEW && !isMany(some)) {
      Set<T> more = new HashSet<>(some);
      more.add(member);
      return Set.copyOf(more);
    }
    Set<T> many = isMany(some) ? some : many(some);
    many.add(member);
    return many;
  }

  /** A set with all those members but that one; null if there are no others. */
  public static <T> @Nullable Set<T> without(Set<T> some, T member) {
    Set<T> fewer = isMany(some) ? some : new HashSet<>(some);
    fewer.remove(member);
    if (fewer.isEmpty()) {
      return null;
    }
    return isMany(some) ? some : Set.copyOf(fewer);
  }

  private static <T> Set<T> many(Set<T> few) {
    Set<T> many = ConcurrentHashMap.newKeySet();
    many.addAll(few);
    return many;
  }

  private static boolean isMany(Set<?> some) {
    return some instanceof ConcurrentHashMap.KeySetView<?, ?>;
  }
}
