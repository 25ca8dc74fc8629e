package dev.fixedip.simulator.file;

/** Something that a user wrote and that cannot be used: where it is, what is wrong, what to do. */
public final class BadInput extends IllegalArgumentException {
  private final String where;
  private final String what;

  /**
   * What is wrong at a place.
   *
   * @param where such as {@code instances[2].subnetId}; empty for the whole
   * @param what what is wrong there, and what to write instead
   */
  public BadInput(String where, String what) {
    super(where.isEmpty() ? what : where + ": " + what, null);
    this.where = where;
    this.what = what;
  }

  /** The same, found inside something larger: that one's place is set before this one's. */
  public BadInput in(String outer) {
    boolean joined = where.isEmpty() || outer.isEmpty() || where.startsWith("[");
    return new BadInput(outer + (joined ? "" : ".") + where, what);
  }

  /** The same, found in a file of that name. */
  public BadInput inFile(String name) {
    return new BadInput(name, getMessage());
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
