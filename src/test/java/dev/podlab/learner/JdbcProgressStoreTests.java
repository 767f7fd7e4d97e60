package dev.podlab.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcProgressStoreTests {

    private static final LearnerId ADA = LearnerId.next(new Random(1));
    private static final LearnerId BOB = LearnerId.next(new Random(2));

    @TempDir
    private Path folder;

    private JdbcClient database;
    private ProgressStore progress;

    @BeforeEach
    void openStore() {
        DataSource source = source();
        Flyway.configure().dataSource(source).load().migrate();
        database = JdbcClient.create(source);
        progress = new JdbcProgressStore(database, Clock.systemUTC());
    }

    @Test
    void returnsWhatWasSavedLast() {
        progress.save(ADA, "shared-network", "{\"step\":1}");
        progress.save(ADA, "shared-network", "{\"step\":2,\"名\":\"值\"}");

        assertThat(progress.load(ADA, "shared-network")).contains("{\"step\":2,\"名\":\"值\"}");
    }

    @Test
    void learnersAndExercisesAreApart() {
        progress.save(ADA, "one", "{}");

        assertThat(progress.load(BOB, "one")).isEmpty();
        assertThat(progress.load(ADA, "two")).isEmpty();
    }

    @Test
    void forgetsWhatIsDeleted() {
        progress.save(ADA, "one", "{}");
        progress.delete(ADA, "one");
        progress.delete(BOB, "one");

        assertThat(progress.load(ADA, "one")).isEmpty();
    }

    @Test
    void survivesARestart() {
        progress.save(ADA, "one", "{}");

        assertThat(new JdbcProgressStore(JdbcClient.create(source()), Clock.systemUTC()).load(ADA, "one")).contains("{}");
    }

    @Test
    void neverHoldsTheIdItself() {
        progress.save(ADA, "one", "{}");

        assertThat(database.sql("SELECT learner FROM progress").query(String.class).list())
                .singleElement()
                .isNotEqualTo(ADA.value());
    }

    @Test
    void refusesAStateThatIsTooLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> progress.save(ADA, "one", "x".repeat(70_000)))
                .withMessageContaining("one");
    }

    private DataSource source() {
        var source = new JdbcDataSource();
        source.setUrl("jdbc:h2:file:" + folder.resolve("podlab") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        return source;
    }
}
