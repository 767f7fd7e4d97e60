package dev.podlab.course;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The pages of the course. */
@Controller
class CourseController {

    private final CourseBook book;
    private final Progress progress;

    CourseController(CourseBook book, ObjectProvider<Progress> progress) {
        this.book = book;
        this.progress = progress.getIfAvailable(() -> exercise -> 0);
    }

    /** Every page of the course knows the course map and its own language. */
    @ModelAttribute
    void course(@PathVariable("lang") String code, Model model) {
        Language language = language(code);
        model.addAttribute("course", CourseView.of(book.course(), language, progress));
    }

    @GetMapping("/{lang:zh|en}")
    String home() {
        return "home";
    }

    @GetMapping("/{lang:zh|en}/lessons/{slug}")
    String lesson(@PathVariable("lang") String code, @PathVariable("slug") String slug, Model model) {
        Course course = book.course();
        Lesson lesson = course.lesson(slug).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("lesson", LessonView.of(course, lesson, language(code), progress));
        return "lesson";
    }

    @GetMapping("/{lang:zh|en}/glossary")
    String glossary(@PathVariable("lang") String code, Model model) {
        model.addAttribute("glossary", GlossaryView.of(book.course(), language(code)));
        return "glossary";
    }

    private static Language language(String code) {
        return Language.of(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
