package dev.fixedip.simulator.world;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The resources of one kind by id, in the order of their ids. They are values: put replaces. */
public class Table<T> implements History.Rows<T> {
  private final Kind<T> kind;
  private final History history;
  private final TreeMap<String, T> rows = new TreeMap<>();

  Table(Kind<T> kind, History history) {
    this.kind = kind;
    this.history = history;
  }

  /** What the resources are. */
  public Kind<T> kind() {
    return kind;
  }

  /** The resource, if it is there. */
  public Optional<T> find(String id) {
    return Optional.ofNullable(rows.get(id));
  }

  /**
   * The resource.
   *
   * @throws Ec2Error the kind's NotFound or Malformed
   */
  public T get(String id) {
    T row = rows.get(id);
    if (row == null) {
      kind.words().check(id);
      throw kind.words().missing(List.of(id));
    }
    return row;
  }

  /**
   * The resources, each once, in the order of the ids given.
   *
   * @throws Ec2Error the kind's NotFound, naming all that are missing, or Malformed
   */
  public List<T> getAll(Collection<String> ids) {
    ids.forEach(kind.words()::check);
    List<String> missing = ids.stream().distinct().filter(id -> !rows.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      throw kind.words().missing(missing);
    }
    return new LinkedHashSet<>(ids).stream().map(this::get).toList();
  }

  /** The resources whose ids sort after the one given; a view. Empty text stands before all. */
  public Collection<T> after(String id) {
    return rows.tailMap(id, false).values();
  }

  /** All resources, in the order of their ids; a view. */
  public Collection<T> all() {
    return rows.values();
  }

  /** How many there are. */
  public int size() {
    return rows.size();
  }

  /** Adds the resource, or replaces the one with its id. */
  public final T put(T row) {
    String id = kind.id().apply(row);
    history.note(this, id);
    set(id, row);
    return row;
  }

  /** Removes the resource, if it is there. */
  public final void remove(String id) {
    if (rows.containsKey(id)) {
      history.note(this, id);
      set(id, null);
    }
  }

  @Override
  public final @Nullable T row(String id) {
    return rows.get(id);
  }

  @Override
  public final void set(String id, @Nullable T row) {
    changed(row == null ? rows.remove(id) : rows.put(id, row), row);
  }

  /** Called after each change, for indexes to follow. */
  void changed(@Nullable T before, @Nullable T after) {}
}
