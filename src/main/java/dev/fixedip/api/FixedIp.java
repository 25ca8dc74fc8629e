package dev.fixedip.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * One private IP address for one EC2 instance. The CRD in {@code crd/} is generated from this
 * class, its spec and its status.
 */
@JsonClassDescription("One private IP address for one EC2 instance.")
@Group("fixedip.dev")
@Version("v1alpha1")
@Kind("FixedIp")
@Singular("fixedip")
@Plural("fixedips")
@ShortNames("fip")
@AdditionalPrinterColumn(
    name = "Address",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.address")
@AdditionalPrinterColumn(
    name = "Instance",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.instanceId")
@AdditionalPrinterColumn(
    name = "Interface",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.interface.id")
@AdditionalPrinterColumn(
    name = "Ready",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "Subnet",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.interface.subnetId",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Strategy",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.strategy",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Public",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.elasticIp.publicIp",
    priority = 1)
public class FixedIp extends CustomResource<FixedIpSpec, FixedIpStatus> implements Namespaced {}
