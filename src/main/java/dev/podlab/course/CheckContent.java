package dev.podlab.course;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ./podlab check-content [--match] [folder]}: prints what is wrong with the content. */
public final class CheckContent {

    private static final int FOUND_PROBLEMS = 1;
    private static final int WRONG_USE = 2;

    private CheckContent() {}

    /** Exits with 0 when the content is fine, 1 when it is not, and 2 when it was called wrongly. */
    public static void main(String[] args) throws IOException {
        System.exit(run(List.of(args), System.out));
    }

    /**
     * Checks a folder, {@code content} unless another is named. With {@code --match} it first writes into each text the
     * hash of the same text in the other language: do that after comparing the two.
     */
    static int run(List<String> arguments, PrintStream out) throws IOException {
        var folders = arguments.stream().filter(a -> !a.startsWith("--")).toList();
        var options = arguments.stream().filter(a -> a.startsWith("--")).toList();
        Path folder = Path.of(folders.isEmpty() ? "content" : folders.getFirst());
        if (folders.size() > 1 || !List.of("--match").containsAll(options) || !Files.isDirectory(folder)) {
            out.println("usage: check-content [--match] [folder]; no folder " + folder.toAbsolutePath());
            return WRONG_USE;
        }
        if (options.contains("--match")) {
            match(folder, out);
        }
        var problems = ContentCompiler.compile(ContentSource.folder(folder)).problems();
        problems.forEach(out::println);
        out.println(problems.isEmpty() ? "The content is fine." : problems.size() + " problem(s).");
        return problems.isEmpty() ? 0 : FOUND_PROBLEMS;
    }

    private static void match(Path folder, PrintStream out) throws IOException {
        for (String path : ContentSource.folder(folder).listing().orElseThrow().keySet()) {
            if (!path.endsWith("/en.md")) {
                continue;
            }
            Path english = folder.resolve(path);
            Path chinese = english.resolveSibling("zh.md");
            if (Files.exists(chinese)) {
                write(english, chinese, out);
                write(chinese, english, out);
            }
        }
    }

    private static void write(Path file, Path other, PrintStream out) throws IOException {
        String text = Files.readString(file);
        String hash = TextFile.parse(other.toString(), Files.readString(other)).hash();
        String matched = TextFile.withMatch(text, hash);
        if (!matched.equals(text)) {
            Files.writeString(file, matched);
            out.println("matched " + file);
        }
    }
}
