package dev.podlab.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks a copy of the real content in one place at a time: every rule must be able to fail. */
class ContentCompilerTests {

    private static final String LESSON = "lessons/one-network-per-pod/";
    private static final String EXERCISE = "exercises/shared-network/";

    @TempDir
    private Path content;

    @BeforeEach
    void copyTheRealContent() throws IOException {
        Path real = Path.of("content");
        try (Stream<Path> files = Files.walk(real)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = content.resolve(real.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = content.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replaceFirst(java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to)));
    }

    private Stream<String> problems() {
        return ContentCompiler.compile(ContentSource.folder(content)).problems().stream().map(ContentProblem::toString);
    }

    @Test
    void aHeadingInOneLanguageOnly() throws IOException {
        edit(LESSON + "en.md", "{#localhost}", "{#local-host}");
        assertThat(problems())
                .anyMatch(p -> p.matches("content/" + LESSON + "zh.md:\\d+: .*en.md has no heading #localhost"))
                .anyMatch(p -> p.matches("content/" + LESSON + "en.md:\\d+: .*zh.md has no heading #local-host"));
    }

    @Test
    void aLessonThatChangedInOneLanguageOnly() throws IOException {
        edit(LESSON + "en.md", "Your turn.", "It is your turn.");
        assertThat(problems()).singleElement().asString().contains(LESSON + "zh.md", "changed since", "--match");
    }

    @Test
    void aDirectiveInOneLanguageOnly() throws IOException {
        edit(LESSON + "zh.md", ":::drawing joining-pause\n", "");
        assertThat(problems()).anyMatch(p -> p.contains(LESSON + "en.md") && p.contains(":::drawing differs"));
    }

    @Test
    void aDeadLinkAndADeadAnchor() throws IOException {
        edit(LESSON + "en.md", "Your turn.", "[a](nowhere) [b](what-a-pod-is#nothing) [c](#nothing) [d](http://x.example)");
        assertThat(problems())
                .anyMatch(p -> p.contains("there is no lesson nowhere"))
                .anyMatch(p -> p.contains("what-a-pod-is#nothing is dead"))
                .anyMatch(p -> p.contains("the link #nothing is dead"))
                .anyMatch(p -> p.contains("http://x.example must be https"));
    }

    @Test
    void aMissingManifestAndADrawingWithoutWords() throws IOException {
        Files.delete(content.resolve(EXERCISE + "clash.yaml"));
        Files.delete(content.resolve("drawings/joining-pause.yaml"));
        assertThat(problems())
                .anyMatch(p -> p.contains("clash.yaml is missing"))
                .anyMatch(p -> p.contains("drawings/joining-pause.yaml: the words of the drawing are missing"));
    }

    @Test
    void aDrawingThatAStrictPageWouldNotShow() throws IOException {
        edit("drawings/joining-pause.svg", "<text class=\"k-name\"", "<text style=\"fill:red\" class=\"k-name\"");
        assertThat(problems()).anyMatch(p -> p.contains("may not use the attribute style"));
    }

    @Test
    void aStepWithoutSecondHintOrSolution() throws IOException {
        edit(EXERCISE + "en.md", "{#create.hint-2}", "{#create.hint-3}");
        edit(EXERCISE + "exercise.yaml", "    solution:\n      - apply: web.yaml\n", "");
        assertThat(problems())
                .anyMatch(p -> p.contains("the section #create.hint-2 is missing"))
                .anyMatch(p -> p.contains("#create.hint-3 is no step"))
                .anyMatch(p -> p.contains("the step create has no solution"));
    }

    @Test
    void aCheckThatIsNoCelOrOfNoKind() throws IOException {
        edit(EXERCISE + "exercise.yaml", "string(container(\"web\", \"three\").restartCount)", "string(container(");
        edit(EXERCISE + "exercise.yaml", "exec: evidence.one.exitCode", "guess: evidence.one.exitCode");
        assertThat(problems())
                .anyMatch(p -> p.matches(".*exercise.yaml:\\d+: restarts is no usable CEL(?s).*"))
                .anyMatch(p -> p.matches(".*exercise.yaml:\\d+: unknown key guess"))
                .anyMatch(p -> p.contains("needs exactly one of"));
    }

    @Test
    void anImageThatIsNotOnTheList() throws IOException {
        edit(EXERCISE + "web.yaml", "image: busybox", "image: nginx");
        assertThat(problems()).anyMatch(p -> p.matches(".*web.yaml:\\d+: the image nginx is not on the list.*"));
    }

    @Test
    void aPlaceToLookAtThatDoesNotExist() throws IOException {
        edit(EXERCISE + "exercise.yaml", "part: pod/web/container/three", "part: pod/web/container/four");
        edit(EXERCISE + "exercise.yaml", "section: network-namespaces", "section: nothing");
        assertThat(problems())
                .anyMatch(p -> p.contains("points to pod/web/container/four"))
                .anyMatch(p -> p.contains("points to #nothing"));
    }

    @Test
    void aValueThatWordsNameButNoCheckShows() throws IOException {
        edit(EXERCISE + "zh.md", "重启过 {restarts} 次", "重启过 {count} 次");
        assertThat(problems()).anyMatch(p -> p.contains("{count} is not shown by the check"));
    }

    @Test
    void anUnknownKeyAndAFileThatNobodyUses() throws IOException {
        edit("course.yaml", "images:", "colours: []\nimages:");
        Files.writeString(content.resolve("drawings/old.svg"), "<svg/>");
        assertThat(problems())
                .anyMatch(p -> p.matches("content/course.yaml:\\d+: unknown key colours"))
                .anyMatch(p -> p.contains("drawings/old.svg: course.yaml leads to no use"));
    }

    @Test
    void textThatIsNotYaml() throws IOException {
        edit(EXERCISE + "exercise.yaml", "minutes: 15", "minutes: [15");
        assertThat(problems()).anyMatch(p -> p.matches(".*exercise.yaml:\\d+: not YAML.*"));
    }

    @Test
    void allProblemsAreToldAtOnce() throws IOException {
        edit(LESSON + "en.md", "[[pause]]", "[[paws]]");
        edit(EXERCISE + "web.yaml", "image: busybox", "image: nginx");
        edit("course.yaml", "busybox", "alpine");
        assertThat(problems().count()).isGreaterThan(4);
    }
}
