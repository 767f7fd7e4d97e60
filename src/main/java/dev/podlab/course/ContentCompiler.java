package dev.podlab.course;

import dev.podlab.course.Course.GlossaryTerm;
import dev.podlab.course.Course.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compiles {@code content/} into a {@link Course}, and finds everything that is wrong with it in one pass.
 * {@code course.yaml} is the index: a jar cannot list its folders.
 */
public final class ContentCompiler {

    private static final String INDEX = "course.yaml";
    private static final String GLOSSARY = "glossary.yaml";

    private final ContentSource source;
    private final Problems problems = new Problems();

    private ContentCompiler(ContentSource source) {
        this.source = source;
    }

    /**
     * What became of the content.
     *
     * @param course   usable only when there are no problems
     * @param problems sorted by file and line
     */
    public record Result(Course course, List<ContentProblem> problems) {

        /**
         * Returns the course.
         *
         * @throws InvalidContentException if there are problems
         */
        public Course orThrow() {
            if (!problems.isEmpty()) {
                throw new InvalidContentException(problems);
            }
            return course;
        }
    }

    /** Compiles the content; never throws for anything that is wrong with it. */
    public static Result compile(ContentSource source) {
        var compiler = new ContentCompiler(source);
        Course course = compiler.course();
        return new Result(course, compiler.problems.sorted());
    }

    private Course course() {
        var index = YamlMap.parse(INDEX, required(INDEX), 0, problems);
        var images = index.texts("images");
        var glossary = glossary();
        var drawings = drawings(index.texts("drawings"));
        var parts = index.maps("parts").stream().map(this::part).toList();
        var lessonIds = lessonIds(parts);
        var exercises = new ExerciseReader(source, problems, glossary, images).read(index.texts("exercises"), lessonIds);
        var lessonReader = new LessonReader(source, problems, glossary, drawings, exercises);
        var lessons = lessonReader.read(lessonIds);
        var course = new Course(
                index.requiredWords("title"),
                index.requiredWords("lead"),
                parts,
                lessons,
                exercises,
                glossary,
                List.copyOf(drawings.keySet()),
                images);
        index.finish();
        new CourseRules(course, source, problems).examine(lessonReader.links());
        return course;
    }

    private Part part(YamlMap yaml) {
        var lessons = new ArrayList<LessonId>();
        for (String id : yaml.texts("lessons")) {
            if (LessonId.isValid(id)) {
                lessons.add(new LessonId(id));
            } else {
                yaml.problem(yaml.line("lessons"), id + " is no lesson id: write-it-like-this");
            }
        }
        return new Part(yaml.requiredText("id"), yaml.requiredWords("title"), lessons);
    }

    private Set<LessonId> lessonIds(List<Part> parts) {
        var ids = new LinkedHashSet<LessonId>();
        for (Part part : parts) {
            for (LessonId id : part.lessons()) {
                if (!ids.add(id)) {
                    problems.add(INDEX, 0, "the lesson " + id + " is listed twice");
                }
            }
        }
        return ids;
    }

    private Map<String, GlossaryTerm> glossary() {
        var terms = new LinkedHashMap<String, GlossaryTerm>();
        var yaml = YamlMap.parse(GLOSSARY, required(GLOSSARY), 0, problems);
        for (YamlMap term : yaml.maps("terms")) {
            var id = term.requiredText("id");
            var entry = new GlossaryTerm(id, term.requiredWords("name"), term.requiredWords("definition"));
            if (terms.put(id, entry) != null) {
                term.problem(term.line("id"), "the term " + id + " is there twice");
            }
        }
        yaml.finish();
        return terms;
    }

    private Map<String, Drawing> drawings(List<String> ids) {
        var drawings = new LinkedHashMap<String, Drawing>();
        for (String id : ids) {
            if (source.read("drawings/" + id + ".svg").isEmpty()) {
                problems.add(INDEX, 0, "the drawing drawings/" + id + ".svg is missing");
            } else {
                drawings.put(id, Drawing.read(id, source, problems));
            }
        }
        return drawings;
    }

    private String required(String file) {
        Optional<String> text = source.read(file);
        if (text.isEmpty()) {
            problems.add(file, 0, "the file is missing");
        }
        return text.orElse("");
    }
}
