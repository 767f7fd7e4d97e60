package dev.podlab.course;

import dev.podlab.markdown.Html;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours YAML on the server: keys, texts, numbers and comments get a class each. */
final class Highlight {

    private static final Pattern LINE = Pattern.compile(
            "(?<lead>\\s*(?:- )*)(?:(?<key>[A-Za-z0-9_./-]+):(?<gap>\\s+|$))?(?<value>.*?)(?<comment>(?:^|\\s+)#.*)?");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?|true|false|null");

    private Highlight() {}

    /** Returns a YAML text as HTML for a {@code pre} element. */
    static String yaml(String text) {
        var html = new Html();
        String[] lines = text.stripTrailing().split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            line(lines[i], html);
            html.text(i < lines.length - 1 ? "\n" : "");
        }
        return html.toString();
    }

    private static void line(String line, Html html) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            html.text(line);
            return;
        }
        html.text(parts.group("lead"));
        if (parts.group("key") != null) {
            html.element("span", parts.group("key"), "class", "y-key").text(":" + parts.group("gap"));
        }
        value(parts.group("value"), html);
        if (parts.group("comment") != null) {
            html.element("span", parts.group("comment"), "class", "y-comment");
        }
    }

    private static void value(String value, Html html) {
        if (value.isEmpty()) {
            return;
        }
        if (NUMBER.matcher(value).matches()) {
            html.element("span", value, "class", "y-number");
        } else if (value.startsWith("\"") || value.startsWith("'")) {
            html.element("span", value, "class", "y-text");
        } else {
            html.text(value);
        }
    }
}
