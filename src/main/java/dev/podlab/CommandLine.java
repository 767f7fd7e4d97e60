package dev.podlab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns Podlab's options into the properties that Spring reads. Pure. */
final class CommandLine {

    private static final Map<String, String> PROPERTIES = options();

    private CommandLine() {}

    /**
     * Returns arguments for Spring: {@code --port 8081} and {@code --port=8081} become {@code --server.port=8081}.
     * Options with a dot are properties already.
     *
     * @throws IllegalArgumentException with a sentence for the user if an option is unknown or lacks its value
     */
    static String[] toProperties(String... args) {
        var properties = new ArrayList<String>();
        List<String> rest = new ArrayList<>(Arrays.asList(args));
        while (!rest.isEmpty()) {
            properties.add(property(rest));
        }
        return properties.toArray(String[]::new);
    }

    private static String property(List<String> rest) {
        String argument = rest.removeFirst();
        if (!argument.startsWith("--")) {
            throw new IllegalArgumentException("Unknown argument " + argument + "." + known());
        }
        int equals = argument.indexOf('=');
        String name = argument.substring(2, equals < 0 ? argument.length() : equals);
        String property = PROPERTIES.get(name);
        if (property == null) {
            if (name.contains(".") || name.equals("debug") || name.equals("trace")) {
                return argument;
            }
            throw new IllegalArgumentException("Unknown option --" + name + "." + known());
        }
        if (equals < 0 && rest.isEmpty()) {
            throw new IllegalArgumentException("The option --" + name + " needs a value.");
        }
        return "--" + property + "=" + (equals < 0 ? rest.removeFirst() : argument.substring(equals + 1));
    }

    private static String known() {
        return " The options are: " + String.join(", ", PROPERTIES.keySet().stream().map(name -> "--" + name).toList()) + ".";
    }

    private static Map<String, String> options() {
        var options = new LinkedHashMap<String, String>();
        options.put("port", "server.port");
        options.put("address", "server.address");
        options.put("kubeconfig", "podlab.kubeconfig");
        options.put("context", "podlab.context");
        options.put("nodes", "podlab.nodes");
        options.put("api-port", "podlab.api-port");
        options.put("home", "podlab.home");
        return options;
    }
}
