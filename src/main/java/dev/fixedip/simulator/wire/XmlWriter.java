package dev.fixedip.simulator.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;

/** Writes any SDK structure as XML, by the field descriptions that its class carries. */
final class XmlWriter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final StringBuilder out = new StringBuilder(1024);

  XmlWriter raw(String markup) {
    out.append(markup);
    return this;
  }

  XmlWriter element(String name, String text) {
    out.append('<').append(name).append('>');
    escape(text);
    out.append("</").append(name).append('>');
    return this;
  }

  /** The members of an answer; lists are written, empty ones too, when the operation gave them. */
  XmlWriter answer(SdkPojo answer) {
    fields(answer);
    return this;
  }

  private void fields(SdkPojo pojo) {
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null && !(value instanceof SdkAutoConstructList)) {
        value(field, value, field.unmarshallLocationName());
      }
    }
  }

  private void value(SdkField<?> field, Object value, String name) {
    if (value instanceof List<?> list && list.isEmpty()) {
      out.append('<').append(name).append("/>");
      return;
    }
    out.append('<').append(name).append('>');
    switch (field.marshallingType().getKnownType()) {
      case SDK_POJO -> fields((SdkPojo) value);
      case LIST -> {
        SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
        for (Object item : (List<?>) value) {
          value(member, item, member.unmarshallLocationName());
        }
      }
      case INSTANT -> TIME.formatTo((Instant) value, out);
      case SDK_BYTES ->
          out.append(Base64.getEncoder().encodeToString(((SdkBytes) value).asByteArray()));
      case STRING -> escape((String) value);
      case INTEGER, LONG, FLOAT, DOUBLE, BOOLEAN -> out.append(value);
      default -> throw new IllegalStateException("no XML form for field " + name);
    }
    out.append("</").append(name).append('>');
  }

  private void escape(String text) {
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      String entity =
          switch (text.charAt(i)) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '\r' -> "&#13;";
            default -> "";
          };
      if (!entity.isEmpty()) {
        out.append(text, written, i).append(entity);
        written = i + 1;
      }
    }
    out.append(text, written, text.length());
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
