package dev.fixedip.simulator.wire;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Fills any SDK request from a form, by the field descriptions that the SDK class carries. */
public final class RequestDecoder {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE]-?[0-9]+)?");
  private static final Map<Class<?>, Map<String, SdkField<?>>> FIELDS = new ConcurrentHashMap<>();

  private RequestDecoder() {}

  /**
   * The request that the form describes.
   *
   * @param builder an empty builder of the request
   * @throws Ec2Error {@code UnknownParameter} for a name that the request has not, {@code
   *     InvalidParameterValue} for text that is not of the field's type
   */
  public static Object decode(Form form, SdkPojo builder) {
    fill(builder, form);
    return ((Buildable) builder).build();
  }

  private static void fill(SdkPojo target, Form form) {
    Map<String, SdkField<?>> fields =
        FIELDS.computeIfAbsent(target.getClass(), type -> byLocation(target));
    for (Form child : form.structure()) {
      SdkField<?> field = fields.get(child.name());
      if (field == null) {
        throw Errors.unknownParameter(child.path());
      }
      field.set(target, value(field, child));
    }
  }

  private static Map<String, SdkField<?>> byLocation(SdkPojo target) {
    return target.sdkFields().stream()
        .collect(Collectors.toMap(SdkField::locationName, Function.identity()));
  }

  private static Object value(SdkField<?> field, Form form) {
    return switch (field.marshallingType().getKnownType()) {
      case SDK_POJO -> structure(field, form);
      case LIST -> list(field, form);
      case STRING -> form.leaf();
      case INTEGER -> Math.toIntExact(number(form, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case LONG -> number(form, Long.MIN_VALUE, Long.MAX_VALUE);
      case DOUBLE -> Double.valueOf(decimal(form));
      case FLOAT -> Float.valueOf(decimal(form));
      case BOOLEAN -> bool(form);
      case INSTANT -> instant(form);
      case SDK_BYTES -> bytes(form);
      default -> throw Errors.notSimulated(form.path());
    };
  }

  private static Object structure(SdkField<?> field, Form form) {
    return decode(form, field.constructor().get());
  }

  private static List<Object> list(SdkField<?> field, Form form) {
    SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
    return form.members().stream().map(m -> value(member, m)).toList();
  }

  private static long number(Form form, long least, long most) {
    String text = form.leaf();
    if (NUMBER.matcher(text).matches()) {
      var number = new BigInteger(text);
      if (number.compareTo(BigInteger.valueOf(least)) >= 0
          && number.compareTo(BigInteger.valueOf(most)) <= 0) {
        return number.longValue();
      }
    }
    throw invalid(form, "an integer");
  }

  private static String decimal(Form form) {
    String text = form.leaf();
    if (!DECIMAL.matcher(text).matches()) {
      throw invalid(form, "a number");
    }
    return text;
  }

  private static Boolean bool(Form form) {
    return switch (form.leaf()) {
      case "true", "True" -> true;
      case "false", "False" -> false;
      default -> throw invalid(form, "true or false");
    };
  }

  private static Instant instant(Form form) {
    try {
      return Instant.parse(form.leaf());
    } catch (DateTimeException notTime) {
      throw invalid(form, "a time such as 2026-01-01T00:00:00Z");
    }
  }

  private static SdkBytes bytes(Form form) {
    try {
      return SdkBytes.fromByteArray(Base64.getDecoder().decode(form.leaf()));
    } catch (IllegalArgumentException notBase64) {
      throw invalid(form, "base64 text");
    }
  }

  private static Ec2Error invalid(Form form, String expected) {
    return Errors.invalidValue(
        "Value (%s) for parameter %s is invalid. Expecting %s."
            .formatted(form.leaf(), form.path(), expected));
  }
}
