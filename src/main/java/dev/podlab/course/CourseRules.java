package dev.podlab.course;

import dev.podlab.course.Exercise.Step;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Rules that need the whole course: links, places to look at, lessons and their exercises, files that nobody uses. */
final class CourseRules {

    private final Course course;
    private final ContentSource source;
    private final Problems problems;

    CourseRules(Course course, ContentSource source, Problems problems) {
        this.course = course;
        this.source = source;
        this.problems = problems;
    }

    /** A link in a lesson. */
    record LinkUse(String file, int line, LessonId lesson, String target) {}

    void examine(List<LinkUse> links) {
        links.forEach(this::link);
        course.exercises().values().forEach(this::exercise);
        source.listing().ifPresent(files -> strays(files.keySet()));
    }

    private void link(LinkUse use) {
        String target = use.target;
        if (target.startsWith("https://")) {
            return;
        }
        if (target.contains(":") || target.startsWith("/")) {
            problems.add(use.file, use.line, "the link " + target + " must be https://..., #heading or lesson#heading");
            return;
        }
        int hash = target.indexOf('#');
        String slug = hash < 0 ? target : target.substring(0, hash);
        String anchor = hash < 0 ? "" : target.substring(hash + 1);
        var lesson = course.lesson(slug.isEmpty() ? use.lesson.value() : slug);
        if (lesson.isEmpty()) {
            problems.add(use.file, use.line, "the link " + target + " is dead: there is no lesson " + slug);
        } else if (!anchor.isEmpty() && !hasHeading(lesson.get(), anchor)) {
            problems.add(use.file, use.line, "the link " + target + " is dead: no heading #" + anchor);
        }
    }

    private static boolean hasHeading(Lesson lesson, String anchor) {
        return lesson.text(Language.EN).headings().stream()
                .anyMatch(heading -> heading.id().equals(anchor));
    }

    private void exercise(Exercise exercise) {
        String file = "exercises/" + exercise.id() + "/exercise.yaml";
        var lesson = course.lesson(exercise.lesson().value());
        if (lesson.filter(found -> found.exercises().contains(exercise.id())).isEmpty()) {
            problems.add(file, 0, "the lesson " + exercise.lesson() + " does not show it with :::exercise " + exercise.id());
            return;
        }
        Set<String> parts = pictureParts(exercise.manifests());
        var steps = new HashSet<String>();
        for (Step step : exercise.steps()) {
            if (!steps.add(step.id())) {
                problems.add(file, 0, "the step " + step.id() + " is there twice");
            }
            for (Check check : step.checks()) {
                if (!hasHeading(lesson.get(), check.where().anchor())) {
                    problems.add(file, 0, "the check " + check.id() + " points to #" + check.where().anchor()
                            + ", which is no heading of " + exercise.lesson());
                }
                if (!parts.contains(check.where().part())) {
                    problems.add(file, 0, "the check " + check.id() + " points to " + check.where().part()
                            + ", which no manifest of the exercise puts into the picture: " + parts);
                }
            }
        }
    }

    /** Returns the names of the picture's parts that manifests lead to. */
    private static Set<String> pictureParts(Map<String, String> manifests) {
        var parts = new LinkedHashSet<String>();
        for (String yaml : manifests.values()) {
            try {
                new Load(LoadSettings.builder().build()).loadAllFromString(yaml).forEach(object -> parts(object, parts));
            } catch (YamlEngineException e) {
                // The manifest's own examination reports it.
                return parts;
            }
        }
        return parts;
    }

    private static void parts(Object object, Set<String> parts) {
        if (object instanceof Map<?, ?> map
                && "Pod".equals(map.get("kind"))
                && map.get("metadata") instanceof Map<?, ?> metadata
                && map.get("spec") instanceof Map<?, ?> spec) {
            String pod = "pod/" + metadata.get("name");
            parts.add(pod);
            parts.add(pod + "/network");
            names(spec.get("containers")).forEach(name -> parts.add(pod + "/container/" + name));
            names(spec.get("initContainers")).forEach(name -> parts.add(pod + "/container/" + name));
            names(spec.get("volumes")).forEach(name -> parts.add(pod + "/volume/" + name));
        }
    }

    private static List<String> names(@org.jspecify.annotations.Nullable Object list) {
        return list instanceof List<?> items
                ? items.stream()
                        .filter(Map.class::isInstance)
                        .map(item -> String.valueOf(((Map<?, ?>) item).get("name")))
                        .toList()
                : List.of();
    }

    private void strays(Set<String> files) {
        for (String file : files) {
            if (!isUsed(file)) {
                problems.add(file, 0, "course.yaml leads to no use of this file");
            }
        }
    }

    private boolean isUsed(String file) {
        String[] path = file.split("/");
        return switch (path[0]) {
            case "course.yaml", "glossary.yaml" -> true;
            case "lessons" -> path.length == 3 && course.lesson(path[1]).isPresent() && path[2].matches("(zh|en)\\.md");
            case "drawings" -> path.length == 2 && course.drawings().contains(path[1].replaceFirst("\\.(svg|yaml)$", ""));
            case "exercises" -> path.length == 3
                    && course.exercise(path[1])
                            .filter(exercise -> path[2].matches("(zh|en)\\.md|exercise\\.yaml")
                                    || exercise.manifests().containsKey(path[2]))
                            .isPresent();
            default -> false;
        };
    }
}
