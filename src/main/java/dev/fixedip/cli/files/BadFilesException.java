package dev.fixedip.cli.files;

import java.util.List;
import java.util.stream.Collectors;

/** Files that cannot be used; the message has every fault on a line of its own. */
public final class BadFilesException extends RuntimeException {

  BadFilesException(List<Fault> faults) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
  }
}
