package dev.podlab.course;

import dev.podlab.course.Course.GlossaryTerm;
import dev.podlab.course.CourseRules.LinkUse;
import dev.podlab.course.Lesson.LessonText;
import dev.podlab.course.Lesson.SourceLink;
import dev.podlab.markdown.Directive;
import dev.podlab.markdown.Markdown;
import dev.podlab.markdown.Rendered;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads lessons: front matter, words and what both languages must have in common. */
final class LessonReader {

    private final ContentSource source;
    private final Problems problems;
    private final Map<Language, Markdown> markdown = new EnumMap<>(Language.class);
    private final List<LinkUse> links = new ArrayList<>();

    LessonReader(
            ContentSource source,
            Problems problems,
            Map<String, GlossaryTerm> glossary,
            Map<String, Drawing> drawings,
            Map<ExerciseId, Exercise> exercises) {
        this.source = source;
        this.problems = problems;
        for (Language language : Language.values()) {
            var parts = new CourseParts(language, glossary, drawings, exercises, source);
            markdown.put(language, new Markdown(parts));
        }
    }

    Map<LessonId, Lesson> read(Set<LessonId> ids) {
        var lessons = new LinkedHashMap<LessonId, Lesson>();
        for (LessonId id : ids) {
            lesson(id, lessons.size() + 1).ifPresent(lesson -> lessons.put(id, lesson));
        }
        return lessons;
    }

    /** Returns the links of all lessons that were read. */
    List<LinkUse> links() {
        return List.copyOf(links);
    }

    /** A lesson in one language, before it is compared with the other. */
    private record Draft(TextFile file, String matches, int minutes, LessonText text, Rendered rendered) {}

    private Optional<Lesson> lesson(LessonId id, int number) {
        var drafts = new EnumMap<Language, Draft>(Language.class);
        for (Language language : Language.values()) {
            String path = "lessons/" + id + "/" + language.code() + ".md";
            source.read(path).ifPresentOrElse(
                    text -> drafts.put(language, draft(id, TextFile.parse(path, text), language)),
                    () -> problems.add(path, 0, "the lesson is missing in this language"));
        }
        if (drafts.size() < Language.values().length) {
            return Optional.empty();
        }
        compare(drafts.get(Language.ZH), drafts.get(Language.EN));
        compare(drafts.get(Language.EN), drafts.get(Language.ZH));
        var texts = new EnumMap<Language, LessonText>(Language.class);
        drafts.forEach((language, draft) -> texts.put(language, draft.text));
        Draft any = drafts.get(Language.EN);
        return Optional.of(new Lesson(id, number, any.minutes, exercises(any.rendered), texts));
    }

    private static List<ExerciseId> exercises(Rendered rendered) {
        return rendered.directives().stream()
                .filter(directive -> directive.name().equals("exercise") && ExerciseId.isValid(directive.argument()))
                .map(directive -> new ExerciseId(directive.argument()))
                .toList();
    }

    private Draft draft(LessonId id, TextFile file, Language language) {
        var header = YamlMap.parse(file.path(), file.header(), TextFile.HEADER_OFFSET, problems);
        String title = header.requiredText("title");
        String lead = header.requiredText("lead");
        int minutes = header.requiredNumber("minutes");
        String matches = header.requiredText("matches");
        var sources = header.maps("sources").stream()
                .map(link -> new SourceLink(link.requiredText("title"), link.requiredText("url")))
                .toList();
        header.finish();
        Rendered rendered = markdown.get(language).render(file.body());
        rendered.problems().forEach(problem -> problems.add(file.path(), problem.line(), problem.message()));
        examineHeadings(file, rendered);
        rendered.links().forEach(link -> links.add(new LinkUse(file.path(), link.line(), id, link.target())));
        var headings = rendered.headings().stream()
                .map(heading -> new Lesson.Heading(heading.level(), heading.id(), heading.text()))
                .toList();
        return new Draft(
                file, matches, minutes, new LessonText(title, lead, rendered.html(), headings, sources), rendered);
    }

    private void examineHeadings(TextFile file, Rendered rendered) {
        for (Rendered.Heading heading : rendered.headings()) {
            if (heading.level() == 1) {
                problems.add(file.path(), heading.line(), "the title stands in the front matter, use ## and ###");
            }
            if (heading.id().isEmpty()) {
                problems.add(file.path(), heading.line(), "the heading has no id, write ## Title {#id}");
            }
        }
    }

    private void compare(Draft draft, Draft other) {
        String path = draft.file.path();
        if (!draft.matches.isEmpty() && !draft.matches.equals(other.file.hash())) {
            problems.add(path, 0, other.file.path() + " changed since this file was matched with it (now "
                    + other.file.hash() + "): compare both, then run ./podlab check-content --match");
        }
        if (draft.minutes != other.minutes) {
            problems.add(path, 0, "minutes differ from " + other.file.path());
        }
        var otherIds = other.rendered.headings().stream().map(Rendered.Heading::id).toList();
        for (Rendered.Heading heading : draft.rendered.headings()) {
            if (!otherIds.contains(heading.id())) {
                problems.add(path, heading.line(), other.file.path() + " has no heading #" + heading.id());
            }
        }
        compareDirectives(draft, other);
    }

    private void compareDirectives(Draft draft, Draft other) {
        var mine = draft.rendered.directives();
        var theirs = other.rendered.directives();
        for (int i = 0; i < mine.size(); i++) {
            if (i >= theirs.size() || !isSame(mine.get(i), theirs.get(i))) {
                problems.add(
                        draft.file.path(),
                        mine.get(i).line(),
                        ":::" + mine.get(i).name() + " differs from the directive at this place in " + other.file.path());
                return;
            }
        }
    }

    private static boolean isSame(Directive mine, Directive theirs) {
        return mine.name().equals(theirs.name())
                && mine.argument().equals(theirs.argument())
                && mine.attributes().keySet().equals(theirs.attributes().keySet());
    }
}
