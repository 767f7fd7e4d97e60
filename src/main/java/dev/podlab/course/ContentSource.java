package dev.podlab.course;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where the files of {@code content/} are read from. Thread-safe. */
public interface ContentSource {

    /** Returns the text of a file, or empty when there is none. Paths are relative to {@code content/}. */
    Optional<String> read(String path);

    /** Returns every file with its time of change in ms, or empty when this source cannot list files. */
    Optional<SortedMap<String, Long>> listing();

    /** Returns the content that is packaged with the program. A jar cannot be listed. */
    static ContentSource packaged() {
        return new ContentSource() {
            @Override
            public Optional<String> read(String path) {
                try (InputStream in = ContentSource.class.getResourceAsStream("/content/" + path)) {
                    return in == null
                            ? Optional.empty()
                            : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public Optional<SortedMap<String, Long>> listing() {
                return Optional.empty();
            }
        };
    }

    /** Returns the content in a folder. */
    static ContentSource folder(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        return new ContentSource() {
            @Override
            public Optional<String> read(String path) {
                Path file = root.resolve(path).normalize();
                if (!file.startsWith(root)) {
                    return Optional.empty();
                }
                try {
                    return Optional.of(Files.readString(file));
                } catch (NoSuchFileException e) {
                    return Optional.empty();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public Optional<SortedMap<String, Long>> listing() {
                var files = new TreeMap<String, Long>();
                try (var walk = Files.walk(root)) {
                    for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
                        files.put(
                                root.relativize(file).toString(),
                                Files.getLastModifiedTime(file).toMillis());
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return Optional.of(files);
            }
        };
    }
}
