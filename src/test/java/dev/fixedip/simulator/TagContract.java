package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;

abstract class TagContract extends Ec2Contract {
  @Test
  void tagsAreAddedReplacedAndRemoved() {
    String id = create(address(60)).networkInterfaceId();
    ec2().createTags(r -> r.resources(id).tags(tag("a", "1"), tag("b", "2"), tag("c", "3")));
    ec2().createTags(r -> r.resources(id).tags(tag("a", "4")));
    ec2().deleteTags(r -> r.resources(id).tags(Tag.builder().key("b").build(), tag("c", "other")));

    eventually(() ->
        assertThat(read(id).tagSet()).containsExactlyInAnyOrder(tag("a", "4"), tag("c", "3")));
    eventually(() ->
        assertThat(ec2().describeTags(r -> r.filters(filter("resource-id", id))).tags())
            .hasSize(2)
            .allMatch(t -> t.resourceType() == ResourceType.NETWORK_INTERFACE));
  }

  @Test
  void tagsOfAwsAreItsOwn() {
    String id = create(address(60)).networkInterfaceId();

    assertRefused(
        () -> ec2().createTags(r -> r.resources(id).tags(tag("aws:x", "1"))),
        "InvalidParameterValue",
        "aws:");
  }
}
