package dev.podlab.course;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the course that the portal shows. With a folder of content it follows the files: a change that compiles is
 * shown, one that does not leaves the last good course in place and is logged. Thread-safe.
 */
public final class CourseBook {

    private static final Logger LOG = LoggerFactory.getLogger(CourseBook.class);
    private static final long LOOK_AGAIN_NANOS = 500_000_000L;

    private final ContentSource source;
    private final ReentrantLock lock = new ReentrantLock();
    private Map<String, Long> seen;
    private long lookedAt;
    private volatile Course course;

    /**
     * Compiles the content.
     *
     * @throws InvalidContentException with every problem, if there is one
     */
    public CourseBook(ContentSource source) {
        this.source = source;
        this.seen = source.listing().<Map<String, Long>>map(files -> files).orElse(Map.of());
        this.course = ContentCompiler.compile(source).orThrow();
        this.lookedAt = System.nanoTime();
    }

    /** Returns the course as it is now. */
    public Course course() {
        if (!seen.isEmpty() && lock.tryLock()) {
            try {
                follow();
            } finally {
                lock.unlock();
            }
        }
        return course;
    }

    private void follow() {
        if (System.nanoTime() - lookedAt < LOOK_AGAIN_NANOS) {
            return;
        }
        lookedAt = System.nanoTime();
        Map<String, Long> now = source.listing().<Map<String, Long>>map(files -> files).orElse(Map.of());
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        ContentCompiler.Result result = ContentCompiler.compile(source);
        if (result.problems().isEmpty()) {
            course = result.course();
        } else {
            List<ContentProblem> problems = result.problems();
            LOG.warn("The changed content is not shown:{}", new InvalidContentException(problems).getMessage());
        }
    }
}
