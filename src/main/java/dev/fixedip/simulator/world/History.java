package dev.fixedip.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the rows were, for as long as a read may lag behind: EC2 is eventually consistent (EC2 API
 * reference, "Eventual consistency").
 */
final class History {
  private record Change<T>(
      Instant at, Table<T> table, String id, @Nullable T before, @Nullable T after) {
    void undo() {
      table.set(id, before);
    }

    void redo() {
      table.set(id, after);
    }
  }

  private final Agenda agenda;
  private Duration window;
  private final Deque<Change<?>> changes = new ArrayDeque<>();

  /**
   * Keeps what a read may need.
   *
   * @param window how far reads may lag behind
   */
  History(Agenda agenda, Duration window) {
    this.agenda = agenda;
    this.window = window;
  }

  /** Keeps from now on what such reads may need. */
  void window(Duration window) {
    this.window = window;
  }

  /** Remembers a change of a row; null where there was or is none. */
  <T> void note(Table<T> table, String id, @Nullable T before, @Nullable T after) {
    if (window.isPositive()) {
      Instant oldest = agenda.now().minus(window);
      while (!changes.isEmpty() && !changes.getFirst().at.isAfter(oldest)) {
        changes.removeFirst();
      }
      changes.addLast(new Change<>(agenda.now(), table, id, before, after));
    }
  }

  /** Forgets what was, so that a read now sees all that is there. */
  void clear() {
    changes.clear();
  }

  /** Does some reading as if that time had not passed yet. */
  <R> R before(Duration lag, Supplier<R> reading) {
    Instant then = agenda.now().minus(lag);
    Deque<Change<?>> undone = new ArrayDeque<>();
    for (Iterator<Change<?>> newest = changes.descendingIterator(); newest.hasNext(); ) {
      Change<?> change = newest.next();
      if (!change.at.isAfter(then)) {
        break;
      }
      change.undo();
      undone.addFirst(change);
    }
    try {
      return reading.get();
    } finally {
      undone.forEach(Change::redo);
    }
  }
}
