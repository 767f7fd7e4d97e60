package dev.podlab.course;

import dev.podlab.course.Course.GlossaryTerm;
import dev.podlab.markdown.CalloutKind;
import dev.podlab.markdown.Directive;
import dev.podlab.markdown.Directive.Frame;
import dev.podlab.markdown.Directive.Shape;
import dev.podlab.markdown.Html;
import dev.podlab.markdown.PageParts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What lessons and exercises may refer to in one language. */
final class CourseParts implements PageParts {

    private static final Pattern PICTURE_PART = Pattern.compile("(node|pod)(/[a-z0-9][a-z0-9.-]*)+");
    private static final Map<String, Shape> DIRECTIVES = Map.of(
            "exercise", new Shape(true, Set.of(), Set.of(), false),
            "manifest", new Shape(false, Set.of("file"), Set.of("title"), false),
            "drawing", new Shape(true, Set.of(), Set.of(), false),
            "picture", new Shape(true, Set.of(), Set.of(), true),
            "check-yourself", new Shape(false, Set.of(), Set.of(), true),
            "answer", new Shape(false, Set.of(), Set.of(), true));

    private final Language language;
    private final CourseWords words;
    private final Map<String, GlossaryTerm> glossary;
    private final Map<String, Drawing> drawings;
    private final Map<ExerciseId, Exercise> exercises;
    private final ContentSource source;

    CourseParts(
            Language language,
            Map<String, GlossaryTerm> glossary,
            Map<String, Drawing> drawings,
            Map<ExerciseId, Exercise> exercises,
            ContentSource source) {
        this.language = language;
        this.words = new CourseWords(language);
        this.glossary = glossary;
        this.drawings = drawings;
        this.exercises = exercises;
        this.source = source;
    }

    @Override
    public Map<String, Shape> directives() {
        return DIRECTIVES;
    }

    @Override
    public Frame frame(Directive directive) {
        return switch (directive.name()) {
            case "exercise" -> exercise(directive.argument());
            case "manifest" -> manifest(directive.attributes());
            case "drawing" -> drawing(directive.argument());
            case "picture" -> picture(directive.argument());
            case "check-yourself" -> question();
            case "answer" -> answer();
            default -> throw new IllegalArgumentException(directive.name());
        };
    }

    @Override
    public String calloutTitle(CalloutKind kind) {
        return words.get("course.callout." + kind.cssClass());
    }

    @Override
    public Optional<Term> term(String id) {
        return Optional.ofNullable(glossary.get(id)).map(term -> new Term(
                term.name().in(language),
                term.definition().in(language),
                "/" + language.code() + "/glossary#" + term.id()));
    }

    private Frame exercise(String id) {
        Exercise exercise = ExerciseId.isValid(id) ? exercises.get(new ExerciseId(id)) : null;
        if (exercise == null) {
            throw new UnknownPartException("there is no exercise " + id);
        }
        return new Frame(ExerciseHtml.render(exercise, language, words), "");
    }

    private Frame manifest(Map<String, String> attributes) {
        String file = attributes.getOrDefault("file", "");
        String yaml = source.read(file).orElseThrow(() -> new UnknownPartException("there is no manifest " + file));
        String name = file.substring(file.lastIndexOf('/') + 1);
        return new Frame(manifest(attributes.getOrDefault("title", name), yaml), "");
    }

    static String manifest(String title, String yaml) {
        return new Html()
                .open("figure", "class", "manifest")
                .element("figcaption", title)
                .open("pre", "tabindex", "0")
                .open("code", "class", "language-yaml")
                .html(Highlight.yaml(yaml))
                .close("code")
                .close("pre")
                .close("figure")
                .toString();
    }

    private Frame drawing(String id) {
        Drawing drawing = drawings.get(id);
        if (drawing == null) {
            throw new UnknownPartException("there is no drawing " + id);
        }
        return new Frame(drawing.html(language), "");
    }

    private Frame picture(String part) {
        if (!PICTURE_PART.matcher(part).matches()) {
            throw new UnknownPartException(part + " is no part of a picture, write pod/web/container/one");
        }
        String before = new Html()
                .open("aside", "class", "look", "data-highlight", part)
                .element("b", words.get("course.look"))
                .toString();
        return new Frame(before, "</aside>");
    }

    private Frame question() {
        String before = new Html()
                .open("section", "class", "ask")
                .element("p", words.get("course.question"), "class", "ask-title")
                .toString();
        return new Frame(before, "</section>");
    }

    private Frame answer() {
        String before = new Html()
                .open("details")
                .element("summary", words.get("course.answer"))
                .toString();
        return new Frame(before, "</details>");
    }
}
