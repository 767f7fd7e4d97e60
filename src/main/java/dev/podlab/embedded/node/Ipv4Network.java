package dev.podlab.embedded.node;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 network in CIDR form.
 *
 * @param base   first address as an unsigned 32-bit number
 * @param length of the prefix in bits
 */
record Ipv4Network(long base, int length) {

    private static final Pattern CIDR = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");
    private static final int BITS = 32;

    Ipv4Network {
        if (length < 0 || length > BITS) {
            throw new IllegalArgumentException("prefix length out of range: " + length);
        }
        base &= mask(length);
    }

    /** Returns the network {@code a.b.c.d/length}; without a length, the one address. */
    static Ipv4Network parse(String text) {
        Matcher matcher = CIDR.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an IPv4 network: " + text);
        }
        long base = 0;
        for (int group = 1; group <= 4; group++) {
            int octet = Integer.parseInt(matcher.group(group));
            if (octet > 255) {
                throw new IllegalArgumentException("not an IPv4 network: " + text);
            }
            base = base << 8 | octet;
        }
        return new Ipv4Network(base, matcher.group(5) == null ? BITS : Integer.parseInt(matcher.group(5)));
    }

    /** Returns the destinations in the output of {@code ip -4 route show table all}, without the default route. */
    static List<Ipv4Network> destinations(String routes) {
        var networks = new ArrayList<Ipv4Network>();
        for (String line : routes.lines().toList()) {
            for (String word : line.strip().split("\\s+", 3)) {
                if (CIDR.matcher(word).matches()) {
                    networks.add(parse(word));
                    break;
                }
            }
        }
        return networks;
    }

    boolean overlaps(Ipv4Network other) {
        long mask = mask(Math.min(length, other.length));
        return (base & mask) == (other.base & mask);
    }

    private static long mask(int length) {
        return length == 0 ? 0 : 0xffffffffL << (BITS - length) & 0xffffffffL;
    }

    @Override
    public String toString() {
        return "%d.%d.%d.%d/%d".formatted(base >> 24, base >> 16 & 255, base >> 8 & 255, base & 255, length);
    }
}
