package dev.fixedip.simulator.file;

import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.Quotas;
import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fills worlds with what a document says. */
public final class WorldReader {
  private WorldReader() {}

  /**
   * What fills an empty world.
   *
   * @param text YAML or JSON
   * @throws BadInput for what is not in the form of a {@link WorldFile}; the filling itself throws
   *     it for what does not fit together
   */
  public static Consumer<World> read(String text) {
    WorldFile file = Settled.of(Json.read(text, WorldFile.class));
    return world -> fill(world, file);
  }

  private static void fill(World world, WorldFile file) {
    world.quotas(quotas(file.quotas()));
    names(file).filter(Objects::nonNull).forEach(world.ids()::take);
    each(file.images(), "images", (place, image) -> image(world, place, image));
    var networks = new NetworkReader(world, file);
    each(file.vpcs(), "vpcs", networks::vpc);
    each(file.subnets(), "subnets", networks::subnet);
    List<String> groups = each(file.securityGroups(), "securityGroups", networks::group);
    networks.rules(groups);
    var instances = new InstanceReader(world);
    each(file.instances(), "instances", instances::instance);
    var faces = new InterfaceReader(world);
    each(file.networkInterfaces(), "networkInterfaces", faces::face);
    each(file.instances(), "instances", instances::primary);
  }

  private static Quotas quotas(Map<String, Integer> changes) {
    try {
      return Json.changed(Quotas.standard(), Json.write(changes));
    } catch (BadInput e) {
      throw e.in("quotas");
    }
  }

  private static String image(World world, Place place, WorldFile.Image image) {
    String id = image.id() == null ? world.ids().next("ami") : image.id();
    if (!Images.isId(id)) {
      throw place.wrong(
          "id", id + " is no id of an image; write ami- and 8 or 17 hexadecimal digits");
    }
    if (image.platform() != null && !image.platform().equals("windows")) {
      throw place.wrong(
          "platform", image.platform() + " is unknown; write windows, or leave it out for Linux");
    }
    world.images().declare(id, image.platform());
    return id;
  }

  /** Every id and MAC address of the document, so that none is made a second time. */
  private static Stream<@Nullable String> names(WorldFile file) {
    return Stream.of(
            file.vpcs().stream().map(WorldFile.Vpc::id),
            file.vpcs().stream().map(WorldFile.Vpc::cidrAssociationId),
            file.images().stream().map(WorldFile.Image::id),
            file.subnets().stream().map(WorldFile.Subnet::id),
            file.securityGroups().stream().map(WorldFile.SecurityGroup::id),
            file.securityGroups().stream()
                .flatMap(it ->
                    Stream.concat(
                        it.ingress().stream(),
                        it.egress() == null ? Stream.of() : it.egress().stream()))
                .map(WorldFile.Rule::id),
            file.instances().stream().map(WorldFile.Instance::id),
            file.instances().stream().map(WorldFile.Instance::reservationId),
            file.networkInterfaces().stream().map(WorldFile.NetworkInterface::id),
            file.networkInterfaces().stream().map(WorldFile.NetworkInterface::macAddress),
            file.networkInterfaces().stream()
                .map(it -> it.attachment() == null ? null : it.attachment().id()))
        .flatMap(it -> it);
  }

  /** Reads an element of a list, and tells its id. */
  private interface Reading<T> {
    String read(Place place, T element);
  }

  private static <T> List<String> each(List<T> elements, String list, Reading<T> reading) {
    var ids = new java.util.ArrayList<String>();
    for (T element : elements) {
      var place = new Place("%s[%d]".formatted(list, ids.size()));
      if (element == null) {
        throw place.wrong("", "this is empty; write an object or take it out");
      }
      ids.add(place.checked(() -> reading.read(place, element)));
    }
    return ids;
  }
}
