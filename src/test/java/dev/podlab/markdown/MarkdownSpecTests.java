package dev.podlab.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs every example of {@code markdown-spec.md}, which is the documentation of our Markdown as well. */
class MarkdownSpecTests {

    private static final String FENCE = "~~~";
    private final Markdown markdown = new Markdown(new Plain());

    record Example(String title, String source, String expected) {

        @Override
        public String toString() {
            return title;
        }
    }

    static List<Example> examples() throws IOException {
        String spec;
        try (var in = MarkdownSpecTests.class.getResourceAsStream("/markdown-spec.md")) {
            spec = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        var examples = new ArrayList<Example>();
        var blocks = new ArrayList<StringBuilder>();
        boolean inside = false;
        String title = "";
        for (String line : spec.lines().toList()) {
            if (line.equals(FENCE)) {
                inside = !inside;
                if (inside) {
                    blocks.add(new StringBuilder());
                } else if (blocks.size() == 2) {
                    examples.add(new Example(title, blocks.get(0).toString(), blocks.get(1).toString()));
                    blocks.clear();
                }
            } else if (inside) {
                blocks.getLast().append(line).append('\n');
            } else if (line.startsWith("## ")) {
                title = line.substring(3);
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void rendersAsDocumented(Example example) {
        Rendered rendered = markdown.render(example.source());
        String problems = rendered.problems().stream()
                .map(problem -> "! " + problem.line() + ": " + problem.message() + "\n")
                .collect(Collectors.joining());
        assertThat(rendered.html() + problems).as(example.source()).isEqualTo(example.expected());
    }

    @Test
    void theSpecificationHasExamples() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[", "[[a|", ":::check-yourself\n", "> [!NOTE]\n", "> ", "[![", "*a **b ", ":::x {a=b ", "{#a} "})
    @Timeout(10)
    void repetitionWithoutEndIsNoTrouble(String piece) {
        assertThatCode(() -> markdown.render(piece.repeat(20_000))).doesNotThrowAnyException();
    }

    @Test
    void rawHtmlAndUnsafeLinksDoNoHarm() {
        assertThat(markdown.render("<script>x</script>\n\n[a](javascript:x) <img src=x onerror=y>").html())
                .doesNotContain("<script", "<img", "javascript:");
    }

    /** Directives that a reader of the specification can follow: one with content, one without. */
    private static final class Plain implements PageParts {

        @Override
        public Map<String, Directive.Shape> directives() {
            return Map.of(
                    "box", new Directive.Shape(false, Set.of(), Set.of("colour"), true),
                    "thing", new Directive.Shape(true, Set.of("size"), Set.of(), false));
        }

        @Override
        public Directive.Frame frame(Directive directive) {
            if (directive.argument().equals("nowhere")) {
                throw new UnknownPartException("there is no thing nowhere");
            }
            String attributes = directive.attributes().entrySet().stream()
                    .map(entry -> " " + entry.getKey() + "=\"" + Html.escape(entry.getValue()) + "\"")
                    .collect(Collectors.joining());
            String tag = directive.name() + (directive.argument().isEmpty() ? "" : " " + directive.argument());
            return new Directive.Frame("<" + tag + attributes + ">", "</" + directive.name() + ">");
        }

        @Override
        public String calloutTitle(CalloutKind kind) {
            return kind.name();
        }

        @Override
        public Optional<Term> term(String id) {
            return id.equals("pod") ? Optional.of(new Term("Pod", "The \"smallest\" unit.", "/en/glossary#pod")) : Optional.empty();
        }
    }
}
