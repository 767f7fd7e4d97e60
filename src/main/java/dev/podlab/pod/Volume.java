package dev.podlab.pod;

/**
 * A volume of a Pod.
 *
 * @param kind   the name of its source in the spec, for example {@code emptyDir} or {@code configMap}
 * @param detail what it refers to (the ConfigMap's name) or its medium; empty when there is nothing to say
 */
public record Volume(String name, String kind, String detail) {}
