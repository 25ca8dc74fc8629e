package dev.fixedip.simulator.wire;

import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Fills any SDK structure with values that tell each other apart. */
final class RandomPojos {
  private static final int DEPTH = 4;

  private final RandomGenerator random;

  RandomPojos(RandomGenerator random) {
    this.random = random;
  }

  /** Builds what the builder builds, every field of it set. */
  Object fill(SdkPojo builder) {
    return fill(builder, DEPTH);
  }

  private Object fill(SdkPojo builder, int depth) {
    for (SdkField<?> field : builder.sdkFields()) {
      if (fits(field, depth)) {
        field.set(builder, value(field, depth));
      }
    }
    return ((Buildable) builder).build();
  }

  /** Whether something can be said within the depth: an empty structure has no form. */
  private static boolean fits(SdkField<?> field, int depth) {
    return switch (field.marshallingType().getKnownType()) {
      case LIST -> depth > 0 && fits(field.getTrait(ListTrait.class).memberFieldInfo(), depth - 1);
      case SDK_POJO ->
          depth > 0
              && field.constructor().get().sdkFields().stream().anyMatch(f -> fits(f, depth - 1));
      default -> true;
    };
  }

  private Object value(SdkField<?> field, int depth) {
    return switch (field.marshallingType().getKnownType()) {
      case STRING -> "<&> \"é'中\r\n" + random.nextInt();
      case INTEGER -> random.nextInt();
      case LONG -> random.nextLong();
      case DOUBLE -> random.nextDouble();
      case FLOAT -> random.nextFloat();
      case BOOLEAN -> random.nextBoolean();
      case INSTANT -> Instant.ofEpochMilli(random.nextLong(2_000_000_000_000L));
      case SDK_BYTES -> SdkBytes.fromUtf8String("b" + random.nextInt());
      case SDK_POJO -> fill(field.constructor().get(), depth - 1);
      case LIST -> list(field.getTrait(ListTrait.class).memberFieldInfo(), depth);
      default -> throw new IllegalArgumentException(field.memberName());
    };
  }

  private List<Object> list(SdkField<?> member, int depth) {
    return IntStream.range(0, depth > 2 ? 2 : 1).mapToObj(i -> value(member, depth - 1)).toList();
  }
}
