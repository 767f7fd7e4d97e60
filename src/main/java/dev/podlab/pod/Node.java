package dev.podlab.pod;

/**
 * A node.
 *
 * @param address its internal IP, empty when unknown
 * @param podCidr range that its Pods' addresses come from, empty when unknown
 */
public record Node(String name, boolean ready, String address, String podCidr) {}
