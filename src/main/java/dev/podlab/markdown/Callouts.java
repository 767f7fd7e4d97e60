package dev.podlab.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.PostProcessor;

/** Turns a block quote that begins with {@code [!KIND]} into a callout. An unknown kind is left for the survey. */
final class Callouts extends AbstractVisitor implements PostProcessor {

    private static final Pattern MARKER = Pattern.compile("^\\[!([A-Za-z]+)]\\s*$");

    @Override
    public Node process(Node document) {
        document.accept(this);
        return document;
    }

    @Override
    public void visit(BlockQuote quote) {
        visitChildren(quote);
        if (!(quote.getFirstChild() instanceof Paragraph paragraph)) {
            return;
        }
        String firstLine = firstLine(paragraph);
        Matcher marker = MARKER.matcher(firstLine);
        if (marker.matches()) {
            var callout = new Callout(marker.group(1));
            callout.setSourceSpans(quote.getSourceSpans());
            removeFirstLine(paragraph);
            while (quote.getFirstChild() != null) {
                callout.appendChild(quote.getFirstChild());
            }
            quote.insertAfter(callout);
            quote.unlink();
        }
    }

    private static String firstLine(Paragraph paragraph) {
        var text = new StringBuilder();
        for (Node node = paragraph.getFirstChild(); node instanceof Text part; node = node.getNext()) {
            text.append(part.getLiteral());
        }
        return text.toString();
    }

    private static void removeFirstLine(Paragraph paragraph) {
        while (paragraph.getFirstChild() instanceof Text text) {
            text.unlink();
        }
        if (paragraph.getFirstChild() instanceof SoftLineBreak lineBreak) {
            lineBreak.unlink();
        }
        if (paragraph.getFirstChild() == null) {
            paragraph.unlink();
        }
    }

    /** A block quote that stands out. */
    static final class Callout extends CustomBlock {

        final String kind;

        Callout(String kind) {
            this.kind = kind;
        }
    }
}
