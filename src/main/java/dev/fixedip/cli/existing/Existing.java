package dev.fixedip.cli.existing;

import dev.fixedip.model.Attachment;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import java.util.List;
import java.util.Optional;

/**
 * An address that exists.
 *
 * @param instance the live one that has it; empty if its interface is attached to nothing
 */
record Existing(String address, NetworkInterface networkInterface, Optional<Instance> instance) {

  /** Whether its interface has another primary address. */
  boolean isSecondary() {
    return !networkInterface.primaryAddress().equals(address);
  }

  /** The device index of its interface; 0 if that is attached to nothing. */
  int deviceIndex() {
    Attachment attachment = networkInterface.attachment();
    return attachment == null ? 0 : attachment.deviceIndex();
  }

  /** The other addresses of its interface. */
  List<String> others() {
    return networkInterface.addresses().stream().filter(it -> !it.equals(address)).toList();
  }
}
