package dev.fixedip.simulator.world;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of resources besides their rows, by their ids; it lags with the rows. */
public final class SideTable<V> implements History.Rows<V> {
  private final History history;
  private final Map<String, V> values = new HashMap<>();

  SideTable(History history) {
    this.history = history;
  }

  /** What is known of the resource, if anything is. */
  public Optional<V> find(String id) {
    return Optional.ofNullable(values.get(id));
  }

  /** Knows that of the resource from now on. */
  public void put(String id, V value) {
    history.note(this, id);
    set(id, value);
  }

  /** Knows nothing of the resource any more. */
  public void remove(String id) {
    history.note(this, id);
    set(id, null);
  }

  @Override
  public @Nullable V row(String id) {
    return values.get(id);
  }

  @Override
  public void set(String id, @Nullable V value) {
    if (value == null) {
      values.remove(id);
    } else {
      values.put(id, value);
    }
  }
}
