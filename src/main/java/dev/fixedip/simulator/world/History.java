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
  /** Rows that can be made what they were. */
  interface Rows<T> {
    /** The row; null where there is none. */
    @Nullable T row(String id);

    /** Makes the row what it shall be, or no row; nothing of that is remembered. */
    void set(String id, @Nullable T row);
  }

  /** A row as it was at some time, or is. */
  private record State<T>(Instant until, Rows<T> rows, String id, @Nullable T row) {
    /** Makes the row this one; the row that it was is the answer. */
    State<T> swap() {
      var now = new State<>(until, rows, id, rows.row(id));
      rows.set(id, row);
      return now;
    }
  }

  private final Agenda agenda;
  private Duration window;
  private final Deque<State<?>> past = new ArrayDeque<>();

  /**
   * Keeps what a read may need.
   *
   * @param window how far reads may lag behind
   */
  History(Agenda agenda, Duration window) {
    this.agenda = agenda;
    this.window = window;
  }

  /** Keeps from now on what such reads may need; what was not kept before is not known. */
  void window(Duration window) {
    past.clear();
    this.window = window;
  }

  /** Remembers a row as it is, before a change. */
  <T> void note(Rows<T> rows, String id) {
    if (window.isPositive()) {
      Instant now = agenda.now();
      Instant oldest = now.minus(window);
      while (!past.isEmpty() && !past.getFirst().until.isAfter(oldest)) {
        past.removeFirst();
      }
      boolean back = !past.isEmpty() && past.getLast().until.isAfter(now);
      past.addLast(new State<>(back ? past.getLast().until : now, rows, id, rows.row(id)));
    }
  }

  /** Forgets what was, so that a read now sees all that is there. */
  void clear() {
    past.clear();
  }

  /** Does some reading as if that time had not passed yet. */
  <R> R before(Duration lag, Supplier<R> reading) {
    Instant then = agenda.now().minus(lag);
    Deque<State<?>> present = new ArrayDeque<>();
    for (Iterator<State<?>> newest = past.descendingIterator(); newest.hasNext(); ) {
      State<?> state = newest.next();
      if (!state.until.isAfter(then)) {
        break;
      }
      present.addFirst(state.swap());
    }
    try {
      return reading.get();
    } finally {
      present.forEach(State::swap);
    }
  }
}
