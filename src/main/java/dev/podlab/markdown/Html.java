package dev.podlab.markdown;

/** A text that grows into HTML; every value that enters it is escaped. Not thread-safe. */
public final class Html {

    private final StringBuilder out = new StringBuilder();

    /** Writes a start tag. {@code attributes} are name and value in turn; an empty value of a flag is written bare. */
    public Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"").append(escape(attributes[i + 1])).append('"');
        }
        out.append('>');
        return this;
    }

    /** Writes an end tag. */
    public Html close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    /** Writes a text. */
    public Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** Writes an element that holds nothing but a text. */
    public Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** Writes HTML that was made by this package or by this class. */
    public Html html(String html) {
        out.append(html);
        return this;
    }

    /** Returns the text with the characters that mean something in HTML replaced. */
    public static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
