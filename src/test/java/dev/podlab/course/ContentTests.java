package dev.podlab.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The real content compiles: languages, links, manifests, checks, hints and solutions. */
class ContentTests {

    @Test
    void theContentHasNoProblems() {
        assertThat(ContentCompiler.compile(ContentSource.folder(Path.of("content"))).problems())
                .isEmpty();
    }

    @Test
    void thePackagedContentIsTheSameCourse() {
        var packaged = ContentCompiler.compile(ContentSource.packaged()).orThrow();
        var inFolder = ContentCompiler.compile(ContentSource.folder(Path.of("content"))).orThrow();
        assertThat(packaged.lessons()).isEqualTo(inFolder.lessons());
    }
}
