package dev.fixedip.simulator.wire;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request's parameters as a tree: {@code Filter.1.Name} lies three steps down. */
public final class Form {
  private static final Pattern INDEX = Pattern.compile("[1-9][0-9]{0,4}");

  private final @Nullable Form parent;
  private final String name;
  private final Map<String, Form> children = new LinkedHashMap<>();
  private @Nullable String value;

  private Form(@Nullable Form parent, String name) {
    this.parent = parent;
    this.name = name;
  }

  /** Reads {@code application/x-www-form-urlencoded} text; refuses bad escapes and bad UTF-8. */
  public static Form parse(String encoded) {
    var root = new Form(null, "");
    for (String pair : encoded.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String key = decode(equals < 0 ? pair : pair.substring(0, equals));
      root.put(key, equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    return root;
  }

  private void put(String key, String text) {
    Form node = this;
    for (String step : key.split("\\.", -1)) {
      Form above = node;
      node = above.children.computeIfAbsent(step, s -> new Form(above, s));
    }
    if (node.value != null) {
      throw Errors.invalidValue("The parameter %s is given twice".formatted(key));
    }
    node.value = text;
  }

  /** The whole name of this parameter, such as {@code Filter.1}. */
  public String path() {
    return parent == null || parent.parent == null ? name : parent.path() + "." + name;
  }

  /** The last step of the path. */
  public String name() {
    return name;
  }

  /** The parameters one step down, in the order given. */
  public Collection<Form> children() {
    return children.values();
  }

  /** Whether there is a parameter, or a group of them, of that name one step down. */
  public boolean contains(String child) {
    return children.containsKey(child);
  }

  /** The text of a parameter one step down, or null. */
  public @Nullable String text(String child) {
    Form form = children.get(child);
    return form == null ? null : form.value;
  }

  /** Takes away a parameter one step down. */
  public void remove(String child) {
    children.remove(child);
  }

  /** This parameter's own text. */
  String leaf() {
    if (value == null || !children.isEmpty()) {
      throw Errors.unknownParameter(deepest().path());
    }
    return value;
  }

  /** The members of a list, {@code Name.1}, {@code Name.2} …, ordered by their numbers. */
  List<Form> members() {
    structure();
    SortedMap<Integer, Form> members = new TreeMap<>();
    for (Form child : children.values()) {
      if (!INDEX.matcher(child.name).matches()) {
        throw Errors.unknownParameter(child.path());
      }
      members.put(Integer.valueOf(child.name), child);
    }
    return new ArrayList<>(members.values());
  }

  /** The members of a structure. */
  Collection<Form> structure() {
    if (value != null) {
      throw Errors.unknownParameter(path());
    }
    return children.values();
  }

  private Form deepest() {
    Form node = this;
    while (!node.children.isEmpty()) {
      node = node.children.values().iterator().next();
    }
    return node;
  }

  private static String decode(String text) {
    return text.chars().allMatch(Form::standsForItself) ? text : unescaped(text);
  }

  private static boolean standsForItself(int c) {
    return c > ' ' && c < 0x7F && c != '+' && c != '%';
  }

  private static String unescaped(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var decoded = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      switch (bytes[i]) {
        case '+' -> decoded.put((byte) ' ');
        case '%' -> {
          int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
          int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
          if (high < 0 || low < 0) {
            throw malformed();
          }
          decoded.put((byte) ((high << 4) | low));
          i += 2;
        }
        default -> decoded.put(bytes[i]);
      }
    }
    try {
      String result = StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
      if (!result.codePoints().allMatch(Form::isXmlCharacter)) {
        throw Errors.invalidValue("The request has a character that XML cannot carry");
      }
      return result;
    } catch (CharacterCodingException notUtf8) {
      throw malformed();
    }
  }

  private static boolean isXmlCharacter(int c) {
    return (c >= 0x20 && c != 0xFFFE && c != 0xFFFF) || c == '\t' || c == '\n' || c == '\r';
  }

  private static Ec2Error malformed() {
    return new Ec2Error("MalformedQueryString", "The query string is malformed.");
  }
}
