package dev.fixedip.simulator.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What Jackson complains of, in words for whoever wrote the document. */
final class Complaints {
  private Complaints() {}

  /** A document that is no JSON or YAML at all. */
  static BadInput unreadable(JsonProcessingException e, String format) {
    @Nullable JsonLocation location = e.getLocation();
    String where =
        location == null
            ? ""
            : "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    String what = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    return new BadInput(where, "this is no %s: %s".formatted(format, what));
  }

  /** A document whose content does not fit. */
  static BadInput of(Exception e) {
    if (!(e instanceof JsonMappingException mapping)) {
      return new BadInput("", String.valueOf(e.getMessage()));
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadInput input) {
        return input.in(path(mapping));
      }
    }
    return new BadInput(path(mapping), words(mapping));
  }

  private static String path(JsonMappingException e) {
    var path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static String words(JsonMappingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      var known = new TreeSet<String>();
      unknown.getKnownPropertyIds().forEach(it -> known.add(it.toString()));
      return "there is no such field; the fields are " + String.join(", ", known);
    }
    if (e.getCause() instanceof IllegalArgumentException own && own.getMessage() != null) {
      return own.getMessage();
    }
    if (e instanceof InvalidFormatException format) {
      return "'%s' does not fit; write %s"
          .formatted(format.getValue(), wanted(format.getTargetType()));
    }
    if (e instanceof MismatchedInputException mismatch) {
      return "this does not fit; write " + wanted(mismatch.getTargetType());
    }
    return String.valueOf(e.getOriginalMessage());
  }

  private static String wanted(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number, such as 1";
    }
    if (type == double.class || type == Double.class) {
      return "a number, such as 0.5";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a text";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (Map.class.isAssignableFrom(type)) {
      return "an object of names and values, such as {Name: lab}";
    }
    return type.isRecord() ? "an object" : "a fitting value";
  }
}
