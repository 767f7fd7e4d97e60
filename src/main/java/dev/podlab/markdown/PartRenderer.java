package dev.podlab.markdown;

import dev.podlab.markdown.Callouts.Callout;
import dev.podlab.markdown.DirectiveBlockParser.DirectiveBlock;
import dev.podlab.markdown.TermLinks.TermLink;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Renders our own nodes. A directive that the survey found wrong leaves nothing but its content. */
final class PartRenderer implements NodeRenderer {

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private final PageParts parts;

    PartRenderer(HtmlNodeRendererContext context, PageParts parts) {
        this.context = context;
        this.html = context.getWriter();
        this.parts = parts;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(Callout.class, DirectiveBlock.class, TermLink.class, HeadingIds.Id.class);
    }

    @Override
    public void render(Node node) {
        switch (node) {
            case Callout callout -> callout(callout);
            case DirectiveBlock directive -> directive(directive);
            case TermLink term -> term(term);
            default -> {
                // The id of a heading is written into its tag.
            }
        }
    }

    private void callout(Callout callout) {
        CalloutKind kind = CalloutKind.parse(callout.kind).orElse(CalloutKind.NOTE);
        html.line();
        html.tag("aside", Map.of("class", "note " + kind.cssClass()));
        html.tag("b");
        html.text(parts.calloutTitle(kind));
        html.tag("/b");
        html.line();
        children(callout);
        html.tag("/aside");
        html.line();
    }

    private void directive(DirectiveBlock block) {
        html.line();
        if (block.wrong) {
            children(block);
            return;
        }
        Directive.Frame frame = parts.frame(block.directive(Survey.line(block)));
        html.raw(frame.before());
        if (block.container) {
            html.line();
            children(block);
        }
        html.raw(frame.after());
        html.line();
    }

    private void term(TermLink link) {
        parts.term(link.id).ifPresentOrElse(
                term -> {
                    html.raw(new Html()
                            .element(
                                    "a",
                                    link.words == null ? term.name() : link.words,
                                    "class", "term", "href", term.href(), "title", term.definition())
                            .toString());
                },
                () -> html.text(link.words == null ? link.id : link.words));
    }

    private void children(Node parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
    }
}
