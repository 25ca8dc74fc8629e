package dev.fixedip.testing;

import java.nio.file.Path;

/** The real kubectl, aimed at a Kubernetes API of the tests. */
@FunctionalInterface
public interface Kubectl {

  /**
   * What it said.
   *
   * @param exit its exit status
   */
  record Said(int exit, String out, String err) {}

  /** Runs it in a folder, whose files the arguments may name; returns when it has ended. */
  Said run(Path folder, String... arguments);
}
