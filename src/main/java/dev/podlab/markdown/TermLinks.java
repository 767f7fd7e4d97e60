package dev.podlab.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.PostProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code [[pod]]} and {@code [[pod|these Pods]]} in texts: a term of the glossary, with or without words of its
 * own. The core parser keeps brackets for itself, so that they can only be found after it.
 */
final class TermLinks extends AbstractVisitor implements PostProcessor {

    private static final Pattern TERM = Pattern.compile("\\[\\[([a-z][a-z0-9-]{0,60})(?:\\|([^\\[\\]|]{1,80}))?]]");

    @Override
    public Node process(Node document) {
        document.accept(this);
        return document;
    }

    @Override
    public void visit(Text text) {
        String literal = text.getLiteral();
        Matcher matcher = TERM.matcher(literal);
        List<Node> parts = new ArrayList<>();
        int end = 0;
        while (matcher.find()) {
            parts.add(new Text(literal.substring(end, matcher.start())));
            parts.add(new TermLink(matcher.group(1), matcher.group(2)));
            end = matcher.end();
        }
        if (!parts.isEmpty()) {
            parts.forEach(text::insertBefore);
            text.setLiteral(literal.substring(end));
        }
    }

    /** A term in the tree. */
    static final class TermLink extends CustomNode {

        final String id;
        final @Nullable String words;

        TermLink(String id, @Nullable String words) {
            this.id = id;
            this.words = words;
        }
    }
}
