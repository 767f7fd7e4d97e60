package dev.podlab.course;

import dev.podlab.course.Course.GlossaryTerm;
import dev.podlab.course.Exercise.Step;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads exercises: what they do and check, their manifests and their words. */
final class ExerciseReader {

    private final ContentSource source;
    private final Problems problems;
    private final Map<String, GlossaryTerm> glossary;
    private final ManifestRules manifestRules;

    ExerciseReader(
            ContentSource source, Problems problems, Map<String, GlossaryTerm> glossary, List<String> images) {
        this.source = source;
        this.problems = problems;
        this.glossary = glossary;
        this.manifestRules = new ManifestRules(problems, images);
    }

    Map<ExerciseId, Exercise> read(List<String> ids, Set<LessonId> lessons) {
        var exercises = new LinkedHashMap<ExerciseId, Exercise>();
        for (String id : ids) {
            if (ExerciseId.isValid(id)) {
                exercise(new ExerciseId(id), lessons).ifPresent(exercise -> exercises.put(exercise.id(), exercise));
            } else {
                problems.add("course.yaml", 0, id + " is no exercise id: write-it-like-this");
            }
        }
        return exercises;
    }

    private Optional<Exercise> exercise(ExerciseId id, Set<LessonId> lessons) {
        String folder = "exercises/" + id + "/";
        Optional<String> text = source.read(folder + "exercise.yaml");
        if (text.isEmpty()) {
            problems.add(folder + "exercise.yaml", 0, "the file is missing");
            return Optional.empty();
        }
        var yaml = YamlMap.parse(folder + "exercise.yaml", text.get(), 0, problems);
        LessonId lesson = lesson(yaml, lessons);
        int minutes = yaml.requiredNumber("minutes");
        var manifests = manifests(folder, yaml);
        var reader = new StepReader(manifests.keySet());
        List<Step> steps = yaml.maps("steps").stream().map(reader::read).toList();
        if (steps.isEmpty()) {
            yaml.problem(yaml.line(), "an exercise needs steps");
        }
        var texts = new EnumMap<Language, ExerciseText>(Language.class);
        var words = new ExerciseWords(source, problems, glossary);
        for (Language language : Language.values()) {
            texts.put(language, words.read(folder, language, steps));
        }
        yaml.finish();
        return Optional.of(new Exercise(id, lesson, minutes, steps, manifests, texts));
    }

    private static LessonId lesson(YamlMap yaml, Set<LessonId> lessons) {
        String id = yaml.requiredText("lesson");
        if (!LessonId.isValid(id) || !lessons.contains(new LessonId(id))) {
            yaml.problem(yaml.line("lesson"), "there is no lesson " + id);
            return new LessonId("unknown");
        }
        return new LessonId(id);
    }

    private Map<String, String> manifests(String folder, YamlMap yaml) {
        var manifests = new LinkedHashMap<String, String>();
        for (String file : yaml.texts("manifests")) {
            source.read(folder + file).ifPresentOrElse(
                    text -> {
                        manifests.put(file, text);
                        manifestRules.examine(folder + file, text);
                    },
                    () -> yaml.problem(yaml.line("manifests"), "the manifest " + folder + file + " is missing"));
        }
        return manifests;
    }
}
