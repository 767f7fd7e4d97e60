package dev.podlab.embedded.api;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * How the API server is reached and where it keeps its secrets.
 *
 * @param bind      address to listen on
 * @param port      port to listen on, 0 for a free one
 * @param directory keeps the certificate authority and the token secrets; created if missing
 * @param names     further DNS names that clients use for the server
 * @param addresses further addresses that clients use for the server, for example that of the nodes' bridge
 */
public record ApiServerConfig(
        InetAddress bind, int port, Path directory, List<String> names, List<InetAddress> addresses, Clock clock) {

    public ApiServerConfig {
        names = List.copyOf(names);
        addresses = List.copyOf(addresses);
    }

    /** A server on a port of the loopback interface. */
    public static ApiServerConfig loopback(int port, Path directory, Clock clock) {
        return new ApiServerConfig(InetAddress.getLoopbackAddress(), port, directory, List.of(), List.of(), clock);
    }
}
