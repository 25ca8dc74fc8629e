package dev.fixedip.simulator.world;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What instances can be launched from. Images themselves are not simulated: as long as a world
 * declares none of its own, every well-formed id is that of one, for Linux.
 */
public final class Images {
  /** A Linux image, in every world. */
  public static final String LINUX = "ami-00000000000000001";

  /** A Windows image, in every world. */
  public static final String WINDOWS = "ami-00000000000000002";

  private static final String ON_WINDOWS = "windows";
  private static final Pattern ID = Pattern.compile("ami-[0-9a-f]{8,17}");

  private final Map<String, @Nullable String> declared = new TreeMap<>();

  /** Whether the text is formed as an image's id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * Declares an image: from now on only declared ones can be launched.
   *
   * @param platform {@code windows}, or null for Linux
   */
  public void declare(String id, @Nullable String platform) {
    declared.put(id, platform);
  }

  /** The images that were declared, with their platforms. */
  public Map<String, @Nullable String> declared() {
    return Collections.unmodifiableMap(declared);
  }

  /** Whether instances can be launched from it. */
  public boolean has(String id) {
    return id.equals(LINUX)
        || id.equals(WINDOWS)
        || (declared.isEmpty() ? isId(id) : declared.containsKey(id));
  }

  /** The platform of an image that is there; null for Linux. */
  public @Nullable String platform(String id) {
    return id.equals(WINDOWS) ? ON_WINDOWS : declared.get(id);
  }
}
