package dev.fixedip.cli.review;

import dev.fixedip.cli.review.Review.Action;
import dev.fixedip.cli.review.Review.Change;
import dev.fixedip.cli.review.Review.Difference;
import dev.fixedip.cli.review.Review.Entry;
import dev.fixedip.cli.review.Review.State;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** A review as text, like a diff. */
public final class ReviewText {
  private final PrintWriter out;
  private final Ansi ansi;

  /**
   * Writes there.
   *
   * @param ansi whether in colour
   */
  public ReviewText(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  /** Writes all of it. */
  public void write(Review review) {
    review.fixedIps().forEach(this::write);
    review
        .conflicts()
        .forEach(it -> out.println(colored(Style.fg_red, "! conflict: " + it.message())));
    if (!review.conflicts().isEmpty()) {
      out.println();
    }
    out.println(Summaries.line(review.summary()));
    out.flush();
  }

  private void write(Entry it) {
    out.println(colored(Style.bold, header(it)));
    it.drift().forEach(drift -> out.println(colored(Style.fg_yellow, "  drift: " + words(drift))));
    boolean heldBack = it.state() != State.Changes;
    it.actions().forEach(action -> write(action, heldBack));
    verdict(it);
    it.notes().forEach(note -> out.println(colored(Style.fg_yellow, "  ! " + note)));
    out.println();
  }

  private static String header(Entry it) {
    String id = it.instanceId();
    String instance = it.instance() == null ? "" : Words.selector(it.instance());
    String name =
        id == null || id.equals(instance)
            ? it.instanceName()
            : it.instanceName() == null ? id : id + ", " + it.instanceName();
    return "%s/%s  %s%s%s  %s"
        .formatted(
            it.source().namespace(),
            it.source().name(),
            it.address(),
            instance.isEmpty() ? "" : " → " + instance,
            name == null ? "" : " (" + name + ")",
            it.source().file());
  }

  private void write(Action it, boolean heldBack) {
    String line = "  %s %s  %s".formatted(it.change().sign(), it.action(), it.target());
    out.println(heldBack ? line + "  (held back)" : colored(color(it.change()), line));
    Difference difference = it.difference();
    if (difference != null && it.change() == Change.Modify) {
      out.println("      " + words(difference));
    }
    out.println("      " + it.reason());
  }

  private static Style color(Change change) {
    return switch (change) {
      case Add -> Style.fg_green;
      case Remove -> Style.fg_red;
      case Modify -> Style.fg_yellow;
    };
  }

  private void verdict(Entry it) {
    switch (it.state()) {
      case InPlace -> out.println("  in place: " + it.message());
      case Waiting -> out.println(colored(Style.fg_yellow, "  … " + reasoned(it)));
      case Refused -> out.println(colored(Style.fg_red, "  ! " + reasoned(it)));
      case Suspended ->
          out.println("  suspended: spec.suspend is true, so that nothing is touched");
      case Changes -> {}
    }
  }

  private static String reasoned(Entry it) {
    return it.reason() + ": " + it.message();
  }

  private static String words(Difference it) {
    return "%s is %s instead of %s".formatted(it.field(), it.observed(), it.desired());
  }

  private String colored(Style style, String text) {
    return ansi.enabled() ? style.on() + text + style.off() : text;
  }
}
