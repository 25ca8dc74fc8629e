package dev.fixedip;

/** The program's entry. */
public final class Main {
  private Main() {}

  /** Runs a command; see {@code --help}. */
  public static void main(String[] args) {}
}
