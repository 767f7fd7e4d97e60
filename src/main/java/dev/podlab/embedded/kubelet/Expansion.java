package dev.podlab.embedded.kubelet;

import java.util.Map;

/**
 * Expands {@code $(NAME)}: an unknown name stays as it is, {@code $$} is a dollar sign. Pure.
 *
 * <p>Source: kubernetes third_party/forked/golang/expansion, v1.32.
 */
final class Expansion {

    private Expansion() {}

    static String expand(String text, Map<String, String> values) {
        StringBuilder result = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = c == '$' && i + 1 < text.length() && text.charAt(i + 1) == '(' ? text.indexOf(')', i) : -1;
            if (c == '$' && i + 1 < text.length() && text.charAt(i + 1) == '$') {
                result.append('$');
                i += 2;
            } else if (end > 0) {
                String reference = text.substring(i, end + 1);
                result.append(values.getOrDefault(text.substring(i + 2, end), reference));
                i = end + 1;
            } else {
                result.append(c);
                i++;
            }
        }
        return result.toString();
    }
}
