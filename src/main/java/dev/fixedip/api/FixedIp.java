package dev.fixedip.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** One private IP address for one EC2 instance. */
@Group("fixedip.dev")
@Version("v1alpha1")
@Kind("FixedIp")
@Singular("fixedip")
@Plural("fixedips")
@ShortNames("fip")
public class FixedIp extends CustomResource<FixedIpSpec, FixedIpStatus> implements Namespaced {}
