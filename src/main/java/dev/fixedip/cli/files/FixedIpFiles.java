package dev.fixedip.cli.files;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The FixedIps of files and directories, all checked. */
public final class FixedIpFiles {
  private FixedIpFiles() {}

  /**
   * What was found.
   *
   * @param fixedIps in the order of the files, and in them in the order of the documents
   * @param nodes the provider IDs of the Kubernetes nodes among the documents, by name
   * @param others how many documents of other kinds there are
   */
  public record Found(List<Declared> fixedIps, Map<String, String> nodes, int others) {}

  /**
   * Reads them.
   *
   * @param names files, directories, or {@code -} for standard input
   * @param recursive whether directories are read with all that is below them
   * @param namespace for documents that name none
   * @throws BadFilesException with everything that is wrong, if anything is
   */
  public static Found read(
      List<String> names, boolean recursive, String namespace, InputStream standardInput) {
    List<Fault> faults = new ArrayList<>();
    List<Source> sources = new Sources(recursive, standardInput, faults).read(names);
    Reader reader = new Reader(namespace, faults);
    for (Source source : sources) {
      Documents.of(source, faults).forEach(reader::read);
    }
    if (!faults.isEmpty()) {
      throw new BadFilesException(faults);
    }
    return reader.found();
  }
}
