package dev.podlab.markdown;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.PostProcessor;

/** Joins lines of Chinese: a line break in the source would else become a space, where Chinese has none. */
final class WideLineBreaks extends AbstractVisitor implements PostProcessor {

    @Override
    public Node process(Node document) {
        document.accept(this);
        return document;
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
        if (lineBreak.getPrevious() instanceof Text before
                && !before.getLiteral().isEmpty()
                && isWide(before.getLiteral().codePointBefore(before.getLiteral().length()))) {
            lineBreak.unlink();
        }
    }

    private static boolean isWide(int character) {
        Character.UnicodeBlock block = Character.UnicodeBlock.of(character);
        return Character.isIdeographic(character)
                || block == Character.UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION
                || block == Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS;
    }
}
