package dev.podlab;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Podlab. */
@SpringBootApplication
public class PodlabApplication {

    /**
     * Starts the portal and, unless a kubeconfig is named, the embedded cluster.
     *
     * @param args Spring Boot properties, for example {@code --server.port=8081}
     */
    public static void main(String[] args) {
        SpringApplication.run(PodlabApplication.class, args);
    }
}
