package dev.podlab.markdown;

import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * CommonMark with tables, explicit heading ids, callouts, glossary terms and directives. Thread-safe.
 * Never throws for a text, whatever it holds: what is wrong is among the problems.
 */
public final class Markdown {

    private static final int GREATEST_NESTING = 60;

    private final Parser parser;
    private final HtmlRenderer renderer;
    private final PageParts parts;

    /** Returns Markdown whose directives and terms mean what {@code parts} says. */
    public Markdown(PageParts parts) {
        this.parts = parts;
        var tables = List.of(TablesExtension.create());
        parser = Parser.builder()
                .extensions(tables)
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .maxOpenBlockParsers(GREATEST_NESTING)
                .customBlockParserFactory(new DirectiveBlockParser.Factory(parts.directives()))
                .postProcessor(new HeadingIds())
                .postProcessor(new Callouts())
                .postProcessor(new TermLinks())
                .postProcessor(new WideLineBreaks())
                .build();
        renderer = HtmlRenderer.builder()
                .extensions(tables)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .attributeProviderFactory(context -> new HeadingIds.Attributes())
                .nodeRendererFactory(context -> new PartRenderer(context, parts))
                .build();
    }

    /** Returns the text as HTML, with its problems. */
    public Rendered render(String source) {
        Node document = parser.parse(source);
        var survey = new Survey(parts);
        document.accept(survey);
        return survey.rendered(renderer.render(document));
    }

    /** Returns the names of the callouts that a text may use. */
    public static Set<CalloutKind> callouts() {
        return Set.of(CalloutKind.values());
    }
}
