package dev.podlab.course;

import java.util.List;

/**
 * What can be said about a manifest without a cluster: its shape and its images. Whether the API takes it is proved by
 * the exercises' own test on a cluster.
 */
final class ManifestRules {

    private final Problems problems;
    private final List<String> images;

    ManifestRules(Problems problems, List<String> images) {
        this.problems = problems;
        this.images = images;
    }

    void examine(String file, String text) {
        int line = 0;
        for (String document : text.split("(?m)^---\\s*$\n?", -1)) {
            if (!document.isBlank()) {
                pod(file, YamlMap.parse(file, document, line, problems));
            }
            line += (int) document.chars().filter(c -> c == '\n').count() + 1;
        }
    }

    private void pod(String file, YamlMap yaml) {
        String kind = yaml.requiredText("kind");
        yaml.requiredText("apiVersion");
        YamlMap metadata = yaml.requiredMap("metadata");
        metadata.requiredText("name");
        if (metadata.has("namespace")) {
            metadata.problem(metadata.line("namespace"), "the sandbox decides the namespace");
        }
        if (!kind.equals("Pod")) {
            return;
        }
        YamlMap spec = yaml.requiredMap("spec");
        List<YamlMap> containers = spec.maps("containers");
        if (containers.isEmpty()) {
            yaml.problem(yaml.line("spec"), "a Pod needs containers");
        }
        containers.forEach(this::image);
        spec.maps("initContainers").forEach(this::image);
    }

    private void image(YamlMap container) {
        String image = container.requiredText("image");
        if (!images.contains(image)) {
            container.problem(container.line("image"), "the image " + image + " is not on the list in course.yaml");
        }
    }
}
