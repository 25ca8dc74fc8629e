package dev.fixedip.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A write to one Elastic IP. */
public sealed interface ElasticIpWrite extends Write {
  /** Whose. */
  String allocationId();

  /** The region's Elastic IPs after the write. */
  List<ElasticIp> over(List<ElasticIp> before);

  /** Whether a read that began after the write shows it. */
  boolean shownBy(List<ElasticIp> read);

  /** AllocateAddress. */
  record Allocated(ElasticIp made) implements ElasticIpWrite {
    @Override
    public String allocationId() {
      return made.allocationId();
    }

    @Override
    public List<ElasticIp> over(List<ElasticIp> before) {
      return shownBy(before) ? before : Stream.concat(before.stream(), Stream.of(made)).toList();
    }

    @Override
    public boolean shownBy(List<ElasticIp> read) {
      return find(read, allocationId()).isPresent();
    }
  }

  /** AssociateAddress, with the association that it made. */
  record Associated(String allocationId, ElasticIp.Association association)
      implements ElasticIpWrite {
    @Override
    public List<ElasticIp> over(List<ElasticIp> before) {
      return changed(before, allocationId, it -> it.with(association));
    }

    @Override
    public boolean shownBy(List<ElasticIp> read) {
      return find(read, allocationId)
          .map(ElasticIp::association)
          .filter(it -> it.id().equals(association.id()))
          .isPresent();
    }
  }

  /** DisassociateAddress. */
  record Disassociated(String allocationId, String associationId) implements ElasticIpWrite {
    @Override
    public List<ElasticIp> over(List<ElasticIp> before) {
      return changed(before, allocationId, it -> isSo(it) ? it : it.with(null));
    }

    @Override
    public boolean shownBy(List<ElasticIp> read) {
      return find(read, allocationId).map(this::isSo).orElse(true);
    }

    private boolean isSo(ElasticIp it) {
      return it.association() == null || !it.association().id().equals(associationId);
    }
  }

  /** ReleaseAddress. */
  record Released(String allocationId) implements ElasticIpWrite {
    @Override
    public List<ElasticIp> over(List<ElasticIp> before) {
      return before.stream().filter(it -> !it.allocationId().equals(allocationId)).toList();
    }

    @Override
    public boolean shownBy(List<ElasticIp> read) {
      return find(read, allocationId).isEmpty();
    }
  }

  /** CreateTags, and DeleteTags as null values. */
  record Tagged(String allocationId, Map<String, @Nullable String> changes)
      implements ElasticIpWrite {
    @Override
    public List<ElasticIp> over(List<ElasticIp> before) {
      return changed(before, allocationId, it -> it.withTags(changes));
    }

    @Override
    public boolean shownBy(List<ElasticIp> read) {
      return find(read, allocationId)
          .filter(found ->
              changes.entrySet().stream()
                  .allMatch(it -> Objects.equals(found.tags().get(it.getKey()), it.getValue())))
          .isPresent();
    }
  }

  private static Optional<ElasticIp> find(List<ElasticIp> some, String allocationId) {
    return some.stream().filter(it -> it.allocationId().equals(allocationId)).findFirst();
  }

  private static List<ElasticIp> changed(
      List<ElasticIp> before, String allocationId, UnaryOperator<ElasticIp> how) {
    return before.stream()
        .map(it -> it.allocationId().equals(allocationId) ? how.apply(it) : it)
        .toList();
  }
}
