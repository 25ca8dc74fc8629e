package dev.fixedip.testing;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Keeps what all tests of a run share: started when the first asks, closed after the last. */
final class OncePerRun<T> implements AutoCloseable {
  private final Supplier<T> starter;
  private final Consumer<T> stopper;
  private @Nullable T started;
  private @Nullable RuntimeException failure;

  private OncePerRun(Supplier<T> starter, Consumer<T> stopper) {
    this.starter = starter;
    this.stopper = stopper;
  }

  /** The shared thing of this type. When it could not be started, it is not tried again. */
  static <T> T get(
      ExtensionContext context, Class<T> type, Supplier<T> starter, Consumer<T> stopper) {
    OncePerRun<?> shared =
        context
            .getRoot()
            .getStore(Namespace.create(OncePerRun.class))
            .computeIfAbsent(type, key -> new OncePerRun<>(starter, stopper), OncePerRun.class);
    return type.cast(shared.orStart());
  }

  private synchronized T orStart() {
    if (failure != null) {
      throw failure;
    }
    T running = started;
    if (running == null) {
      try {
        running = starter.get();
        started = running;
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      }
    }
    return running;
  }

  @Override
  public synchronized void close() {
    if (started != null) {
      stopper.accept(started);
    }
  }
}
