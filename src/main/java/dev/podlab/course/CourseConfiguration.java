package dev.podlab.course;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the course: packaged with the program, or from the folder that {@code podlab.content} names. */
@Configuration(proxyBeanMethods = false)
class CourseConfiguration {

    @Bean
    CourseBook courseBook(@Value("${podlab.content:}") String folder) {
        return new CourseBook(folder.isBlank() ? ContentSource.packaged() : ContentSource.folder(Path.of(folder)));
    }
}
