package dev.podlab;

import java.io.PrintStream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Podlab. */
@SpringBootApplication
public class PodlabApplication {

    /** Exit status for options that make no sense. */
    private static final int USAGE = 2;

    /**
     * Starts the portal and, unless a kubeconfig is named, the embedded cluster.
     *
     * @param args {@code --port N}, {@code --address A}, {@code --kubeconfig FILE}, {@code --context NAME}, {@code
     *     --nodes N}, {@code --api-port N}, {@code --home DIR}, or any Spring Boot property
     */
    public static void main(String[] args) {
        String[] properties;
        try {
            properties = CommandLine.toProperties(args);
        } catch (IllegalArgumentException e) {
            fail(USAGE, String.valueOf(e.getMessage()));
            return;
        }
        try {
            SpringApplication.run(PodlabApplication.class, properties);
        } catch (RuntimeException e) {
            StartFailure.sentence(e).ifPresent(sentence -> fail(1, sentence));
            throw e;
        }
    }

    private static void fail(int status, String sentence) {
        PrintStream err = System.err;
        err.println("Podlab: " + sentence);
        System.exit(status);
    }
}
