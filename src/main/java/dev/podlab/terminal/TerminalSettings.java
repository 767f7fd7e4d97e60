package dev.podlab.terminal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of terminals.
 *
 * @param perLearner  how many a learner may have open at once
 * @param idleTimeout a terminal ends when nothing was typed and nothing was printed for so long
 */
@ConfigurationProperties("podlab.terminal")
record TerminalSettings(@DefaultValue("6") int perLearner, @DefaultValue("30m") Duration idleTimeout) {}
