package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;

/** The instance types, with what AWS publishes of them in DescribeInstanceTypes. */
public final class InstanceTypes {
  /**
   * One type.
   *
   * @param vcpus with the default number of threads
   * @param hypervisor {@code nitro}, {@code xen} or null for bare metal
   * @param performance of the network, in AWS's words
   * @param ena {@code required}, {@code supported} or {@code unsupported}
   * @param interfaces at one instance, over all cards
   * @param addresses IPv4, for each interface, the primary included
   * @param ipv6Addresses for each interface; 0 where the type has no IPv6
   * @param cards network cards
   * @param interfacesPerCard at one instance, for each card
   * @param defaultCard where an interface goes whose card is not named
   */
  record Type(
      String name,
      int vcpus,
      long memoryMib,
      List<String> architectures,
      @Nullable String hypervisor,
      boolean bareMetal,
      boolean currentGeneration,
      boolean burstable,
      boolean freeTier,
      String performance,
      String ena,
      int interfaces,
      int addresses,
      int ipv6Addresses,
      int cards,
      int interfacesPerCard,
      int defaultCard) {

    static Type parse(String line) {
      String[] cells = line.split(",", -1);
      return new Type(
          cells[0],
          Integer.parseInt(cells[1]),
          Long.parseLong(cells[2]),
          List.of(cells[3].split("\\+", -1)),
          cells[4].isEmpty() ? null : cells[4],
          Boolean.parseBoolean(cells[5]),
          Boolean.parseBoolean(cells[6]),
          Boolean.parseBoolean(cells[7]),
          Boolean.parseBoolean(cells[8]),
          cells[9],
          cells[10],
          Integer.parseInt(cells[11]),
          Integer.parseInt(cells[12]),
          Integer.parseInt(cells[13]),
          Integer.parseInt(cells[14]),
          Integer.parseInt(cells[15]),
          Integer.parseInt(cells[16]));
    }
  }

  private static final String TABLE = "/dev/fixedip/simulator/instance-types.csv";

  /** All types by name. */
  static final SortedMap<String, Type> ALL = load();

  /** The most addresses that any type allows an interface, IPv4, the primary included. */
  static final int MOST_ADDRESSES =
      ALL.values().stream().mapToInt(Type::addresses).max().orElseThrow();

  /** The most IPv6 addresses that any type allows an interface. */
  static final int MOST_IPV6 =
      ALL.values().stream().mapToInt(Type::ipv6Addresses).max().orElseThrow();

  private InstanceTypes() {}

  private static SortedMap<String, Type> load() {
    SortedMap<String, Type> types = new TreeMap<>();
    try (var table =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(InstanceTypes.class.getResourceAsStream(TABLE)),
                StandardCharsets.UTF_8))) {
      table.lines().skip(1).map(Type::parse).forEach(type -> types.put(type.name, type));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return types;
  }

  /**
   * Checks that there is a type of that name.
   *
   * @throws Ec2Error {@code InvalidInstanceType}
   */
  public static void check(String name) {
    get(name);
  }

  /** The type of that name. */
  static Type get(String name) {
    Type type = ALL.get(name);
    if (type == null) {
      throw unknown(List.of(name));
    }
    return type;
  }

  /** The type of an instance. */
  static Type of(Instance instance) {
    return get(instance.instanceTypeAsString());
  }

  static Ec2Error unknown(List<String> names) {
    return new Ec2Error(
        "InvalidInstanceType",
        "The following supplied instance types do not exist: [%s]"
            .formatted(String.join(", ", names)));
  }
}
