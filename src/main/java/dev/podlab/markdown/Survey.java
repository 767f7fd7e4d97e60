package dev.podlab.markdown;

import dev.podlab.markdown.Callouts.Callout;
import dev.podlab.markdown.DirectiveBlockParser.DirectiveBlock;
import dev.podlab.markdown.TermLinks.TermLink;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** Walks a document once and notes its headings, links, directives and terms, and what is wrong with them. */
final class Survey extends AbstractVisitor {

    private final PageParts parts;
    private final List<Rendered.Heading> headings = new ArrayList<>();
    private final List<Rendered.Link> links = new ArrayList<>();
    private final List<Directive> directives = new ArrayList<>();
    private final List<String> terms = new ArrayList<>();
    private final List<Rendered.Problem> problems = new ArrayList<>();

    Survey(PageParts parts) {
        this.parts = parts;
    }

    Rendered rendered(String html) {
        return new Rendered(html, headings, links, directives, terms, problems);
    }

    @Override
    public void visit(Heading heading) {
        String id = HeadingIds.idOf(heading);
        if (!id.isEmpty() && headings.stream().anyMatch(other -> other.id().equals(id))) {
            problem(heading, "the heading id #" + id + " is used twice");
        }
        headings.add(new Rendered.Heading(heading.getLevel(), id, text(heading), line(heading)));
        visitChildren(heading);
    }

    @Override
    public void visit(Link link) {
        links.add(new Rendered.Link(link.getDestination(), line(link)));
        visitChildren(link);
    }

    @Override
    public void visit(Image image) {
        links.add(new Rendered.Link(image.getDestination(), line(image)));
        visitChildren(image);
    }

    @Override
    public void visit(CustomNode node) {
        if (node instanceof TermLink term) {
            terms.add(term.id);
            if (parts.term(term.id).isEmpty()) {
                problem(node, "the glossary has no term [[" + term.id + "]]");
            }
        }
        visitChildren(node);
    }

    @Override
    public void visit(CustomBlock block) {
        if (block instanceof Callout callout && CalloutKind.parse(callout.kind).isEmpty()) {
            problem(block, "there is no callout [!" + callout.kind + "]");
        }
        if (block instanceof DirectiveBlock directive) {
            examine(directive);
        }
        visitChildren(block);
    }

    private void examine(DirectiveBlock block) {
        Directive directive = block.directive(line(block));
        directives.add(directive);
        int before = problems.size();
        Directive.Shape shape = parts.directives().get(block.name);
        if (shape == null) {
            problem(block, "there is no directive :::" + block.name);
        } else if (!block.wellFormed) {
            problem(block, ":::" + block.name + " has malformed attributes, write {key=value key=\"two words\"}");
        } else {
            examineShape(block, shape);
        }
        if (problems.size() == before) {
            examineReference(block, directive);
        }
        block.wrong = problems.size() > before;
    }

    private void examineShape(DirectiveBlock block, Directive.Shape shape) {
        if (shape.argument() == block.argument.isEmpty()) {
            problem(block, ":::" + block.name + (shape.argument() ? " needs a word after it" : " takes no word after it"));
        }
        for (String key : shape.required()) {
            if (!block.attributes.containsKey(key)) {
                problem(block, ":::" + block.name + " needs {" + key + "=...}");
            }
        }
        for (String key : block.attributes.keySet()) {
            if (!shape.required().contains(key) && !shape.optional().contains(key)) {
                problem(block, ":::" + block.name + " has no key " + key);
            }
        }
        if (block.container && !block.closed && !insideDirective(block)) {
            problem(block, ":::" + block.name + " is never closed by :::");
        }
    }

    /** A line of colons closes the outer directive and what is open in it, so only the outermost must be closed. */
    private static boolean insideDirective(Node block) {
        return block.getParent() instanceof DirectiveBlock;
    }

    private void examineReference(DirectiveBlock block, Directive directive) {
        try {
            parts.frame(directive);
        } catch (PageParts.UnknownPartException e) {
            problem(block, String.valueOf(e.getMessage()));
        }
    }

    private void problem(Node node, String message) {
        problems.add(new Rendered.Problem(line(node), message));
    }

    /** Returns the line of a node, or of the nearest block around it: inline nodes carry no position. */
    static int line(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.getSourceSpans().isEmpty()) {
                return at.getSourceSpans().getFirst().getLineIndex() + 1;
            }
        }
        return 1;
    }

    private static String text(Node parent) {
        var text = new StringBuilder();
        parent.accept(new AbstractVisitor() {
            @Override
            public void visit(Text node) {
                text.append(node.getLiteral());
            }

            @Override
            public void visit(Code node) {
                text.append(node.getLiteral());
            }

            @Override
            public void visit(CustomNode node) {
                if (node instanceof TermLink term) {
                    text.append(term.words == null ? term.id : term.words);
                }
            }
        });
        return text.toString();
    }
}
