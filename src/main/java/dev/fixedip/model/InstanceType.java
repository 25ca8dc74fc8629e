package dev.fixedip.model;

/**
 * What a type of instance can hold (EC2 API, DescribeInstanceTypes, NetworkInfo).
 *
 * @param maximumNetworkInterfaces the primary one included
 * @param ipv4AddressesPerInterface the primary one included
 */
public record InstanceType(
    String name, int maximumNetworkInterfaces, int ipv4AddressesPerInterface) {}
