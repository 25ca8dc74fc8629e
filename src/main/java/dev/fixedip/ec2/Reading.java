package dev.fixedip.ec2;

import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.Instance;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.SecurityGroupRule;
import dev.fixedip.model.Seen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a read of single things found.
 *
 * @param began before its first call
 * @param topology all VPCs and subnets, where one of them was asked for
 * @param elasticIps all of them, where one of them was asked for
 * @param vpcs the VPCs that were asked for
 */
record Reading(
    Moment began,
    Map<String, Seen<NetworkInterface>> interfaces,
    Map<String, Seen<Instance>> instances,
    Map<String, Seen<List<SecurityGroupRule>>> rules,
    Map<String, Seen<InstanceType>> types,
    Optional<Topology> topology,
    Optional<List<ElasticIp>> elasticIps,
    Set<String> vpcs) {}
