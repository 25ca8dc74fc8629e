package dev.fixedip.simulator.control;

/**
 * What a method does at a path.
 *
 * @param path below {@link Control#PATH}
 * @param description in one line
 */
record Endpoint(String method, String path, String description, Handler handler) {

  /** Answers a request. */
  interface Handler {
    /**
     * The answer, as JSON will have it.
     *
     * @throws dev.fixedip.simulator.file.BadInput for what cannot be used
     */
    Object answer(Request request);
  }

  /**
   * A request.
   *
   * @param query the raw query string; empty without one
   */
  record Request(String query, String body) {}
}
