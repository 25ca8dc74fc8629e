package dev.fixedip.plan;

import java.util.Map;

/** One mutating call to EC2 about an Elastic IP. */
public sealed interface ElasticIpAction extends Action {

  /** Stands for the id of an Elastic IP that is still to be allocated. */
  String NEW_ALLOCATION = "(new)";

  /** The allocation id of the Elastic IP. */
  String allocationId();

  /**
   * Allocates an Elastic IP, with all its tags.
   *
   * @param address the private address that it is for
   */
  record Allocate(String address, Map<String, String> tags) implements ElasticIpAction {
    @Override
    public String allocationId() {
      return NEW_ALLOCATION;
    }

    @Override
    public String target() {
      return "an Elastic IP for " + address;
    }

    @Override
    public String call() {
      return "AllocateAddress";
    }
  }

  /** Associates it with a private address, never taking it from something else. */
  record Associate(String allocationId, String interfaceId, String address)
      implements ElasticIpAction {
    @Override
    public String target() {
      return allocationId + " with " + address + " on " + interfaceId;
    }

    @Override
    public String call() {
      return "AssociateAddress";
    }
  }

  /** Ends an association. */
  record Disassociate(String allocationId, String associationId, String address)
      implements ElasticIpAction {
    @Override
    public String target() {
      return allocationId + " from " + address;
    }

    @Override
    public String call() {
      return "DisassociateAddress";
    }
  }

  /** Gives one of ours back to AWS. */
  record Release(String allocationId) implements ElasticIpAction {
    @Override
    public String target() {
      return allocationId;
    }

    @Override
    public String call() {
      return "ReleaseAddress";
    }
  }

  /** Adds tags to one, or replaces their values. */
  record AddTags(String allocationId, Map<String, String> tags) implements ElasticIpAction {
    @Override
    public String target() {
      return allocationId;
    }

    @Override
    public String call() {
      return "CreateTags";
    }
  }

  /** Takes tags off one, only where they have the values given. */
  record RemoveTags(String allocationId, Map<String, String> tags) implements ElasticIpAction {
    @Override
    public String target() {
      return allocationId;
    }

    @Override
    public String call() {
      return "DeleteTags";
    }
  }
}
