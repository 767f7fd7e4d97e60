package dev.podlab.markdown;

import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.PostProcessor;
import org.commonmark.renderer.html.AttributeProvider;

/** Takes {@code {#id}} from the end of a heading, so that headings have the same ids in every language. */
final class HeadingIds extends AbstractVisitor implements PostProcessor {

    private static final Pattern ID = Pattern.compile("\\s*\\{#([a-z0-9][a-z0-9.-]*)}\\s*$");

    @Override
    public Node process(Node document) {
        document.accept(this);
        return document;
    }

    @Override
    public void visit(Heading heading) {
        if (!(heading.getLastChild() instanceof Text last)) {
            return;
        }
        var matcher = ID.matcher(last.getLiteral());
        if (matcher.find()) {
            last.setLiteral(last.getLiteral().substring(0, matcher.start()));
            heading.appendChild(new Id(matcher.group(1)));
        }
    }

    static String idOf(Node heading) {
        return heading.getLastChild() instanceof Id id ? id.value : "";
    }

    /** The id of the heading that it stands in. */
    static final class Id extends CustomNode {

        final String value;

        Id(String value) {
            this.value = value;
        }
    }

    /** Writes the id into the heading's tag. */
    static final class Attributes implements AttributeProvider {

        @Override
        public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
            if (node instanceof Heading && !idOf(node).isEmpty()) {
                attributes.put("id", idOf(node));
            }
        }
    }
}
