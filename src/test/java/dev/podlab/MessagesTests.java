package dev.podlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.cluster.ClusterStatus;
import dev.podlab.cluster.InvalidManifestException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both languages say everything, and no page says anything by itself. */
class MessagesTests {

    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\d+)");
    private static final Pattern SPOKEN_ATTRIBUTE =
            Pattern.compile("\\s(?:title|alt|aria-label|placeholder)=\"[^\"]*[\\p{L}][^\"]*\"");

    /** An element whose text Thymeleaf replaces may show a designer's example; any other text is hard-coded. */
    private static final Pattern REPLACED = Pattern.compile(
            "<(\\w+)\\b[^>]*\\sth:(?:text|utext|replace|insert|inline)=\"[^\"]*\"[^>]*>[^<]*</\\1>", Pattern.DOTALL);

    static Stream<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            return files.filter(file -> !file.toString().endsWith("_zh.properties")).sorted().toList().stream();
        }
    }

    static Stream<Path> templates() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            return files.filter(file -> file.toString().endsWith(".html")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void bothLanguagesHaveTheSameKeys(Path english) throws IOException {
        assertThat(chinese(english).stringPropertyNames()).isEqualTo(words(english).stringPropertyNames());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void bothLanguagesUseTheSameParameters(Path english) throws IOException {
        Properties chinese = chinese(english);
        words(english).forEach((key, text) -> {
            String other = chinese.getProperty(String.valueOf(key), "");
            assertThat(parameters(other)).as("parameters of %s", key).isEqualTo(parameters(String.valueOf(text)));
            assertThat(new MessageFormat(other, Locale.CHINESE)).as("format of %s", key).isNotNull();
        });
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void englishWordsHaveNoChineseInThem(Path english) throws IOException {
        assertThat(words(english).entrySet())
                .filteredOn(entry -> CHINESE.matcher(String.valueOf(entry.getValue())).find())
                .extracting(entry -> String.valueOf(entry.getKey()))
                .allSatisfy(key -> assertThat(key).as("a language's own name").contains("language"));
    }

    @Test
    void everyBundleIsLoaded() throws IOException {
        var application = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            application.load(reader);
        }
        Set<String> loaded = new TreeSet<>(Arrays.asList(application.getProperty("spring.messages.basename").split(",")));

        assertThat(bundles().map(file -> "messages/" + file.getFileName().toString().replace(".properties", "")))
                .allMatch(loaded::contains);
    }

    @Test
    void everyReasonHasWords() throws IOException {
        assertThat(words(MESSAGES.resolve("web.properties")).stringPropertyNames())
                .containsAll(keys("cluster.", ClusterStatus.Reason.values()));
        assertThat(words(MESSAGES.resolve("sandbox.properties")).stringPropertyNames())
                .containsAll(keys("manifest.", InvalidManifestException.Reason.values()));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void templatesHaveNoTextOfTheirOwn(Path template) throws IOException {
        String html = Files.readString(template)
                .replaceAll("(?s)<!--.*?-->", "")
                .replaceAll("(?s)<(script|style|svg)\\b.*?</\\1>", "");
        String visible = REPLACED.matcher(html).replaceAll("").replaceAll("(?s)<[^>]*>", "\n");

        assertThat(visible.lines().map(String::strip).filter(line -> line.matches(".*\\p{L}.*")))
                .as("hard-coded text of %s", template)
                .allMatch("Podlab"::equals);
        assertThat(SPOKEN_ATTRIBUTE.matcher(html).results().map(result -> result.group().strip()))
                .as("hard-coded attributes of %s", template)
                .isEmpty();
    }

    private static List<String> keys(String prefix, Enum<?>[] reasons) {
        return Arrays.stream(reasons)
                .map(reason -> prefix + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    private static Set<String> parameters(String text) {
        return PARAMETER.matcher(text).results().map(result -> result.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties chinese(Path english) {
        return words(MESSAGES.resolve(english.getFileName().toString().replace(".properties", "_zh.properties")));
    }

    private static Properties words(Path file) {
        var words = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            words.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }
}
