package dev.fixedip.bench;

/** What a figure has to be. */
public sealed interface Goal {
  /** Whether the figure is so. */
  boolean isMetBy(double figure);

  /** In words, with the figure's unit. */
  String in(String unit);

  /** Less than a bound. */
  record Under(double bound) implements Goal {
    @Override
    public boolean isMetBy(double figure) {
      return figure < bound;
    }

    @Override
    public String in(String unit) {
      return "under %s %s".formatted(Report.number(bound), unit);
    }
  }

  /** A bound or more. */
  record AtLeast(double bound) implements Goal {
    @Override
    public boolean isMetBy(double figure) {
      return figure >= bound;
    }

    @Override
    public String in(String unit) {
      return "at least %s %s".formatted(Report.number(bound), unit);
    }
  }

  /** A bound or less. */
  record AtMost(double bound) implements Goal {
    @Override
    public boolean isMetBy(double figure) {
      return figure <= bound;
    }

    @Override
    public String in(String unit) {
      return "at most %s %s".formatted(Report.number(bound), unit);
    }
  }

  /** That number and no other. */
  record Exactly(double number) implements Goal {
    @Override
    public boolean isMetBy(double figure) {
      return figure == number;
    }

    @Override
    public String in(String unit) {
      return "%s %s".formatted(Report.number(number), unit);
    }
  }
}
