package dev.podlab.picture;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts what the pictures do. Thread-safe. */
@Component
class PictureMetrics {

    private final AtomicInteger streams = new AtomicInteger();
    private final Counter refused;
    private final Timer delay;

    PictureMetrics(MeterRegistry registry) {
        registry.gauge("podlab.picture.streams", streams);
        refused = registry.counter("podlab.picture.streams.refused");
        delay = Timer.builder("podlab.picture.delay")
                .description("from seeing a change in the watch to having written it to the browser")
                .publishPercentileHistogram()
                .register(registry);
    }

    void opened() {
        streams.incrementAndGet();
    }

    void closed() {
        streams.decrementAndGet();
    }

    void refused() {
        refused.increment();
    }

    void sent(Duration sinceSeen) {
        delay.record(sinceSeen);
    }
}
