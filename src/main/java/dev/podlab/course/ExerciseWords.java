package dev.podlab.course;

import dev.podlab.course.Course.GlossaryTerm;
import dev.podlab.course.Exercise.Step;
import dev.podlab.course.ExerciseText.CheckText;
import dev.podlab.course.ExerciseText.OptionText;
import dev.podlab.course.ExerciseText.StepText;
import dev.podlab.course.WordSections.Section;
import dev.podlab.markdown.Markdown;
import dev.podlab.markdown.Rendered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the words of an exercise in one language and holds them against its steps. */
final class ExerciseWords {

    private static final Pattern SHOWN = Pattern.compile("\\{([a-z][a-z0-9-]*)}");

    private final ContentSource source;
    private final Problems problems;
    private final Map<String, GlossaryTerm> glossary;

    ExerciseWords(ContentSource source, Problems problems, Map<String, GlossaryTerm> glossary) {
        this.source = source;
        this.problems = problems;
        this.glossary = glossary;
    }

    ExerciseText read(String folder, Language language, List<Step> steps) {
        String path = folder + language.code() + ".md";
        var text = source.read(path);
        if (text.isEmpty()) {
            problems.add(path, 0, "the words are missing in this language");
        }
        TextFile file = TextFile.parse(path, text.orElse("---\n---\n"));
        var header = YamlMap.parse(path, file.header(), TextFile.HEADER_OFFSET, problems);
        examineMatch(folder, language, header);
        var markdown = new Markdown(new CourseParts(language, glossary, Map.of(), Map.of(), source));
        var sections = new WordSections(file, problems);
        var byStep = new LinkedHashMap<String, StepText>();
        for (Step step : steps) {
            byStep.put(step.id(), new StepWords(path, markdown, sections).read(step));
        }
        sections.finish();
        var words = new ExerciseText(header.requiredText("title"), header.requiredText("lead"), byStep);
        header.finish();
        return words;
    }

    private void examineMatch(String folder, Language language, YamlMap header) {
        String matches = header.requiredText("matches");
        String otherPath = folder + language.other().code() + ".md";
        String hash = source.read(otherPath).map(other -> TextFile.parse(otherPath, other).hash()).orElse("");
        if (!matches.isEmpty() && !matches.equals(hash)) {
            header.problem(header.line("matches"), otherPath + " changed since this file was matched with it (now "
                    + hash + "): compare both, then run ./podlab check-content --match");
        }
    }

    /** The words of one step in one language. */
    private final class StepWords {

        private final String path;
        private final Markdown markdown;
        private final WordSections sections;

        StepWords(String path, Markdown markdown, WordSections sections) {
            this.path = path;
            this.markdown = markdown;
            this.sections = sections;
        }

        StepText read(Step step) {
            String id = step.id();
            Section task = sections.withBody(id);
            var options = new LinkedHashMap<String, OptionText>();
            for (String option : step.options()) {
                Section section = sections.withBody(id + ".predict." + option);
                options.put(option, new OptionText(section.title(), html(section)));
            }
            var checks = new LinkedHashMap<String, CheckText>();
            step.checks().forEach(check -> checks.put(check.id(), check(id, check)));
            return new StepText(
                    task.title(),
                    html(task),
                    options.isEmpty() ? "" : sections.required(id + ".predict").title(),
                    options,
                    List.of(html(sections.withBody(id + ".hint-1")), html(sections.withBody(id + ".hint-2"))),
                    html(sections.withBody(id + ".why")),
                    step.answer() ? sections.required(id + ".answer").title() : "",
                    checks);
        }

        private CheckText check(String step, Check check) {
            Section section = sections.withBody(step + ".check." + check.id());
            Matcher shown = SHOWN.matcher(section.text());
            while (shown.find()) {
                if (!check.shown().containsKey(shown.group(1))) {
                    problems.add(path, section.line(), "{" + shown.group(1) + "} is not shown by the check "
                            + check.id() + " of exercise.yaml");
                }
            }
            return new CheckText(section.title(), section.text());
        }

        private String html(Section section) {
            Rendered rendered = markdown.render(section.body());
            rendered.problems().forEach(problem -> problems.add(path, problem.line(), problem.message()));
            return rendered.html();
        }
    }
}
