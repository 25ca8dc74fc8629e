package dev.fixedip.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.fixedip.api.FixedIp;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Kubernetes answers without who manages which field: nobody here asks for it, and it
 * takes more memory than all the rest of a FixedIp that is kept in a cache. Of that, most texts are
 * the same in all FixedIps, and are kept once.
 */
final class LeanSerialization {

  @JsonIgnoreProperties("managedFields")
  private interface WithoutManagedFields {}

  private LeanSerialization() {}

  /**
   * For a client of Kubernetes that meets these kinds only where an object tells its kind itself,
   * as those that a watch tells do. Fabric8's own knows thousands.
   */
  static KubernetesSerialization create() {
    ObjectMapper mapper =
        new ObjectMapper()
            .addMixIn(ObjectMeta.class, WithoutManagedFields.class)
            .registerModule(new SimpleModule().addDeserializer(String.class, new SharedStrings()));
    KubernetesSerialization lean = new KubernetesSerialization(mapper, false);
    List.of(FixedIp.class, Lease.class, Namespace.class, Node.class, Event.class, Status.class)
        .forEach(lean::registerKubernetesResource);
    return lean;
  }

  /**
   * Reads a text as the same object as an equal one shortly before, mostly. Safe for concurrent
   * use: texts never change, and it does not matter which of two is kept.
   */
  private static final class SharedStrings extends StringDeserializer {
    private static final int SHORT = 200;

    private final @Nullable String[] recent = new @Nullable String[1 << 12];

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      @Nullable String text = super.deserialize(parser, context);
      return text == null || text.length() > SHORT ? text : shared(text);
    }

    private String shared(String text) {
      int place = text.hashCode() & recent.length - 1;
      String known = recent[place];
      if (known != null && known.equals(text)) {
        return known;
      }
      recent[place] = text;
      return text;
    }
  }
}
