package dev.podlab.course;

import dev.podlab.markdown.Html;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A drawing of the course: an SVG with {@code {{key}}} for each word, and the words in both languages. It is put into
 * the page itself, so that CSS themes it and screen readers read its title and description.
 */
final class Drawing {

    private static final Pattern WORD = Pattern.compile("\\{\\{([a-z][a-z0-9-]*)}}");
    private static final Set<String> ELEMENTS = Set.of(
            "svg", "title", "desc", "g", "rect", "circle", "ellipse", "line", "path", "polyline", "polygon", "text",
            "tspan", "defs", "marker");

    private final String svg;
    private final Map<String, Words> words;

    private Drawing(String svg, Map<String, Words> words) {
        this.svg = svg;
        this.words = words;
    }

    static Drawing read(String id, ContentSource source, Problems problems) {
        String file = "drawings/" + id + ".svg";
        String svg = source.read(file).orElse("");
        String wordsFile = "drawings/" + id + ".yaml";
        var words = words(wordsFile, source, problems);
        Set<String> used = new LinkedHashSet<>();
        Matcher matcher = WORD.matcher(svg);
        while (matcher.find()) {
            used.add(matcher.group(1));
        }
        used.stream().filter(key -> !words.containsKey(key)).forEach(key ->
                problems.add(file, 0, "{{" + key + "}} has no words in " + wordsFile));
        words.keySet().stream().filter(key -> !used.contains(key) && !key.equals("caption")).forEach(key ->
                problems.add(wordsFile, 0, "the words " + key + " are used nowhere in " + file));
        if (!words.containsKey("caption")) {
            problems.add(wordsFile, 0, "the words caption are missing");
        }
        examine(file, svg, problems);
        return new Drawing(svg, words);
    }

    private static Map<String, Words> words(String file, ContentSource source, Problems problems) {
        var words = new LinkedHashMap<String, Words>();
        source.read(file).ifPresentOrElse(
                text -> {
                    var yaml = YamlMap.parse(file, text, 0, problems);
                    yaml.keys().forEach(key -> words.put(key, yaml.requiredWords(key)));
                    yaml.finish();
                },
                () -> problems.add(file, 0, "the words of the drawing are missing"));
        return words;
    }

    /** A page with a strict policy shows no style attributes, and a drawing needs no script and no outside world. */
    private static void examine(String file, String svg, Problems problems) {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        var seen = new LinkedHashSet<String>();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(svg));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT) {
                    seen.add(reader.getLocalName());
                    examineElement(file, reader, problems);
                }
            }
        } catch (XMLStreamException e) {
            problems.add(file, e.getLocation().getLineNumber(), "not well-formed XML: " + e.getMessage());
            return;
        }
        if (!seen.contains("title") || !seen.contains("desc")) {
            problems.add(file, 1, "a drawing needs <title> and <desc>");
        }
    }

    private static void examineElement(String file, XMLStreamReader reader, Problems problems) {
        int line = reader.getLocation().getLineNumber();
        if (!ELEMENTS.contains(reader.getLocalName())) {
            problems.add(file, line, "a drawing may not hold <" + reader.getLocalName() + ">");
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = reader.getAttributeLocalName(i);
            if (name.equals("style") || name.equals("href") || name.startsWith("on")) {
                problems.add(file, line, "a drawing may not use the attribute " + name);
            }
        }
    }

    /** Returns the drawing as a figure with its caption. */
    String html(Language language) {
        String named = WORD.matcher(svg)
                .replaceAll(word -> Matcher.quoteReplacement(
                        Html.escape(words.getOrDefault(word.group(1), new Words("", "")).in(language))));
        return new Html()
                .open("figure", "class", "sketch")
                .html(named.strip())
                .element("figcaption", words.getOrDefault("caption", new Words("", "")).in(language))
                .close("figure")
                .toString();
    }
}
