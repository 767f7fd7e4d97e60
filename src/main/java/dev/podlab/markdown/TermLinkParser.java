package dev.podlab.markdown;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.CustomNode;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/** Parses {@code [[pod]]} and {@code [[pod|these Pods]]}: a term of the glossary, with or without words of its own. */
final class TermLinkParser implements InlineContentParser {

    private static final int LONGEST = 80;
    private static final Pattern TERM = Pattern.compile("\\[\\[([a-z][a-z0-9-]*)(?:\\|([^\\[\\]|]+))?]]");

    @Override
    public ParsedInline tryParse(InlineParserState state) {
        Scanner scanner = state.scanner();
        Position start = scanner.position();
        if (!scanner.next("[[")) {
            return ParsedInline.none();
        }
        // A bound on the look ahead keeps a text of nothing but brackets linear.
        for (int read = 0; read < LONGEST && scanner.hasNext() && scanner.peek() != '\n'; read++) {
            if (scanner.next("]]")) {
                Matcher term = TERM.matcher(scanner.getSource(start, scanner.position()).getContent());
                return term.matches()
                        ? ParsedInline.of(new TermLink(term.group(1), term.group(2)), scanner.position())
                        : ParsedInline.none();
            }
            scanner.next();
        }
        return ParsedInline.none();
    }

    /** Makes the parser. */
    static final class Factory implements InlineContentParserFactory {

        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('[');
        }

        @Override
        public InlineContentParser create() {
            return new TermLinkParser();
        }
    }

    /** A term in the tree. */
    static final class TermLink extends CustomNode {

        final String id;
        final @org.jspecify.annotations.Nullable String words;

        TermLink(String id, @org.jspecify.annotations.Nullable String words) {
            this.id = id;
            this.words = words;
        }
    }
}
