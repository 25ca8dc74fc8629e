package dev.fixedip.simulator.file;

import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.Quotas;
import dev.fixedip.simulator.world.World;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

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
    Names.of(file).forEach(world.ids()::take);
    var top = new Place("");
    top.each("images", file.images(), (place, image) -> image(world, place, image));
    var ids = new OwnIds(world);
    var networks = new NetworkReader(world, file, ids);
    top.each("vpcs", file.vpcs(), networks::vpc);
    top.each("internetGateways", file.internetGateways(), networks::gateway);
    top.each("subnets", file.subnets(), new SubnetReader(world, ids)::subnet);
    top.each("cidrReservations", file.cidrReservations(), networks::reservation);
    var groups = new GroupReader(world);
    groups.rules(
        file.securityGroups(), top.each("securityGroups", file.securityGroups(), groups::group));
    var faces = new InterfaceReader(world, ids);
    var instances = new InstanceReader(world, faces);
    top.each("instances", file.instances(), instances::instance);
    Iterator<String> face =
        top.each("networkInterfaces", file.networkInterfaces(), faces::face).iterator();
    top.each("instances", file.instances(), instances::primary);
    var publics = new PublicReader(world, file, ids);
    top.each(
        "networkInterfaces",
        file.networkInterfaces(),
        (place, it) -> publics.face(place, face.next(), it));
    top.each("elasticIps", file.elasticIps(), publics::elasticIp);
    publics.started();
  }

  private static Quotas quotas(Map<String, Integer> changes) {
    try {
      return Json.changed(Quotas.standard(), Json.write(changes));
    } catch (BadInput e) {
      throw e.in("quotas");
    }
  }

  private static String image(World world, Place place, InstancePart.Image image) {
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
}
