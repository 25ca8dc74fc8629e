package dev.fixedip.model;

import java.util.Optional;

/**
 * What is known of one thing in EC2. Absent from a page of a listing is not gone: only a read by id
 * that answers NotFound makes it so.
 */
public sealed interface Seen<T> {

  /** It was read. */
  record Present<T>(T it) implements Seen<T> {}

  /** A read that asked for it by its id was told that it does not exist. */
  record Gone<T>() implements Seen<T> {}

  /** Nobody has asked for it by id yet. */
  record Unread<T>() implements Seen<T> {}

  /** It, when it was read. */
  default Optional<T> present() {
    return this instanceof Present<T>(T it) ? Optional.of(it) : Optional.empty();
  }

  /** Whether it must be asked for before anything can be said. */
  default boolean isUnread() {
    return this instanceof Unread<T>;
  }
}
