package dev.podlab.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Leads from the bare address to the pages in the reader's language. */
@Controller
class LanguageController {

    @GetMapping("/")
    String root(HttpServletRequest request) {
        return "redirect:/" + PathLocaleResolver.language(request).tag();
    }
}
