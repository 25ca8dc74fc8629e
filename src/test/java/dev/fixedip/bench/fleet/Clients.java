package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Outcome;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Several who work side by side. */
final class Clients {
  private Clients() {}

  /** Has so many clients do the work of all numbers from the first to the last. */
  static void all(int clients, int first, int last, IntConsumer work) {
    AtomicInteger next = new AtomicInteger(first);
    each(
        clients,
        _ -> {
          for (int number = next.getAndIncrement();
              number <= last;
              number = next.getAndIncrement()) {
            work.accept(number);
          }
        });
  }

  /** Has clients of the numbers from 0 work at once, and waits for them. */
  static void each(int clients, IntConsumer work) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, clients)
          .<Future<?>>mapToObj(client -> threads.submit(() -> work.accept(client)))
          .toList()
          .forEach(Outcome::of);
    }
  }
}
