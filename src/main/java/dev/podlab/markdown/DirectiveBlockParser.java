package dev.podlab.markdown;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * Parses {@code :::name argument {key=value}}. A container goes on until a line of at least as many colons; a line of
 * colons closes the outermost container that it is long enough for, and with it all that is open inside.
 */
final class DirectiveBlockParser extends AbstractBlockParser {

    private static final Pattern START =
            Pattern.compile("(:{3,12})([a-z][a-z-]*)(?:[ \\t]+([^\\s{][^\\s{]*))?[ \\t]*(?:\\{([^{}]*)})?[ \\t]*");
    private static final Pattern END = Pattern.compile("(:{3,12})[ \\t]*");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z][a-z-]*)=(?:\"([^\"]*)\"|([^\\s\"]+))(?:\\s+|$)");

    private final DirectiveBlock block;
    private final int colons;

    private DirectiveBlockParser(DirectiveBlock block, int colons) {
        this.block = block;
        this.colons = colons;
    }

    @Override
    public Block getBlock() {
        return block;
    }

    @Override
    public boolean isContainer() {
        return block.container;
    }

    @Override
    public boolean canContain(Block child) {
        return block.container;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        if (!block.container) {
            return BlockContinue.none();
        }
        Matcher end = END.matcher(rest(state));
        if (state.getIndent() < 4 && end.matches() && end.group(1).length() >= colons) {
            block.closed = true;
            return BlockContinue.finished();
        }
        return BlockContinue.atIndex(state.getIndex());
    }

    private static CharSequence rest(ParserState state) {
        CharSequence line = state.getLine().getContent();
        return line.subSequence(state.getNextNonSpaceIndex(), line.length());
    }

    /** Returns the attributes, or null when the text between the braces is malformed. */
    private static @org.jspecify.annotations.Nullable Map<String, String> attributes(String text) {
        var attributes = new LinkedHashMap<String, String>();
        String rest = text.strip();
        Matcher matcher = ATTRIBUTE.matcher(rest);
        int end = 0;
        while (end < rest.length() && matcher.find() && matcher.start() == end) {
            String value = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            if (attributes.put(matcher.group(1), value) != null) {
                return null;
            }
            end = matcher.end();
        }
        return end == rest.length() ? attributes : null;
    }

    /** Starts a directive at a line that looks like one. */
    static final class Factory extends AbstractBlockParserFactory {

        private final Map<String, Directive.Shape> shapes;

        Factory(Map<String, Directive.Shape> shapes) {
            this.shapes = Map.copyOf(shapes);
        }

        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            if (state.getIndent() >= 4) {
                return BlockStart.none();
            }
            Matcher start = START.matcher(rest(state));
            if (!start.matches()) {
                return BlockStart.none();
            }
            var shape = shapes.get(start.group(2));
            var attributes = attributes(start.group(4) == null ? "" : start.group(4));
            var block = new DirectiveBlock(
                    start.group(2),
                    start.group(3) == null ? "" : start.group(3),
                    attributes == null ? Map.of() : attributes,
                    attributes != null,
                    shape != null && shape.container());
            return BlockStart.of(new DirectiveBlockParser(block, start.group(1).length()))
                    .atIndex(state.getLine().getContent().length());
        }
    }

    /** A directive in the tree. */
    static final class DirectiveBlock extends CustomBlock {

        final String name;
        final String argument;
        final Map<String, String> attributes;
        final boolean wellFormed;
        final boolean container;
        boolean closed;
        boolean wrong;

        DirectiveBlock(
                String name, String argument, Map<String, String> attributes, boolean wellFormed, boolean container) {
            this.name = name;
            this.argument = argument;
            this.attributes = attributes;
            this.wellFormed = wellFormed;
            this.container = container;
        }

        Directive directive(int line) {
            return new Directive(name, argument, attributes, line);
        }
    }
}
