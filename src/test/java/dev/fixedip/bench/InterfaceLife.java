package dev.fixedip.bench;

import dev.fixedip.simulator.world.Worlds;
import java.net.URI;

/**
 * One client's work: it makes an interface with an address of its choice, attaches it to an
 * instance and takes all of it back, again and again. Clients of different numbers do not meet.
 */
final class InterfaceLife implements AutoCloseable {
  /** The mutating calls of one life. */
  static final int CALLS = 7;

  private final Ec2Calls ec2;
  private final int number;
  private int lives;

  /**
   * Connects.
   *
   * @param number from 0 to the number of the world's subnets - 1
   */
  InterfaceLife(URI endpoint, int number) {
    this.ec2 = new Ec2Calls(endpoint);
    this.number = number;
  }

  /**
   * Makes the calls of one life.
   *
   * @throws WrongAnswerException when one of them is not answered as it should
   */
  void live() {
    String address = "10.%d.%d.%d".formatted(number, 128 + lives / 250 % 100, 1 + lives % 250);
    lives++;
    String made =
        ec2.call(
            "CreateNetworkInterface",
            "SubnetId",
            Worlds.id("subnet", number + 1),
            "PrivateIpAddress",
            address,
            "SecurityGroupId.1",
            Worlds.GROUP,
            "Description",
            "life " + lives);
    expect(Ec2Calls.text(made, "privateIpAddress"), address);
    String id = Ec2Calls.text(made, "networkInterfaceId");
    ec2.done("CreateTags", "ResourceId.1", id, "Tag.1.Key", "Name", "Tag.1.Value", "life");
    ec2.done(
        "ModifyNetworkInterfaceAttribute",
        "NetworkInterfaceId",
        id,
        "SourceDestCheck.Value",
        "false");
    String attachment =
        Ec2Calls.text(
            ec2.call(
                "AttachNetworkInterface",
                "NetworkInterfaceId",
                id,
                "InstanceId",
                Worlds.id("i", number + 1),
                "DeviceIndex",
                "1"),
            "attachmentId");
    ec2.done(
        "ModifyNetworkInterfaceAttribute",
        "NetworkInterfaceId",
        id,
        "Attachment.AttachmentId",
        attachment,
        "Attachment.DeleteOnTermination",
        "true");
    ec2.done("DetachNetworkInterface", "AttachmentId", attachment);
    ec2.done("DeleteNetworkInterface", "NetworkInterfaceId", id);
  }

  private static void expect(String told, String expected) {
    if (!told.equals(expected)) {
      throw new WrongAnswerException("%s was told instead of %s".formatted(told, expected));
    }
  }

  @Override
  public void close() {
    ec2.close();
  }
}
