package dev.podlab.course;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of an exercise: a Markdown file cut at its headings, each of which names by its id what it holds the words
 * of. Sections that nobody asks for are problems.
 */
final class WordSections {

    private static final Pattern HEADING = Pattern.compile("#{2,3}\\s+(.+?)\\s*\\{#([a-z0-9.-]+)}\\s*");
    private static final Pattern BARE_HEADING = Pattern.compile("#{1,6}\\s.*");

    private final TextFile file;
    private final Problems problems;
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    /** A heading and what follows it; the body keeps the file's line numbers by leading blank lines. */
    record Section(String title, String body, int line) {

        String text() {
            return body.strip();
        }
    }

    WordSections(TextFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
        cut(file.body().split("\n", -1));
    }

    private void cut(String[] lines) {
        String id = "";
        String title = "";
        int start = 0;
        var body = new StringBuilder();
        for (int i = 0; i < lines.length; i++) {
            Matcher heading = HEADING.matcher(lines[i]);
            if (heading.matches()) {
                add(id, title, start, body);
                id = heading.group(2);
                title = heading.group(1);
                start = i + 1;
                body = new StringBuilder("\n".repeat(i + 1));
            } else {
                if (BARE_HEADING.matcher(lines[i]).matches()) {
                    problems.add(file.path(), i + 1, "the heading has no id that says what it is: ## Title {#step}");
                }
                body.append(lines[i]).append('\n');
            }
        }
        add(id, title, start, body);
    }

    private void add(String id, String title, int line, StringBuilder body) {
        if (id.isEmpty()) {
            return;
        }
        if (sections.put(id, new Section(title, body.toString(), line)) != null) {
            problems.add(file.path(), line, "the section #" + id + " is there twice");
        }
    }

    /** Returns a section; a missing one is a problem. */
    Section required(String id) {
        asked.add(id);
        Section section = sections.get(id);
        if (section == null) {
            problems.add(file.path(), 0, "the section #" + id + " is missing");
            return new Section("", "", 0);
        }
        return section;
    }

    /** Returns a section that needs a body. */
    Section withBody(String id) {
        Section section = required(id);
        if (section.line > 0 && section.text().isEmpty()) {
            problems.add(file.path(), section.line, "the section #" + id + " is empty");
        }
        return section;
    }

    /** Notes every section that was never asked for. */
    void finish() {
        sections.forEach((id, section) -> {
            if (!asked.contains(id)) {
                problems.add(file.path(), section.line, "#" + id + " is no step, option, hint or check of exercise.yaml");
            }
        });
    }
}
