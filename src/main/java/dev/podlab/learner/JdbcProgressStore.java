package dev.podlab.learner;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps progress in a table. The learner is stored as a pseudonym: whoever reads the database cannot become one. */
@Repository
class JdbcProgressStore implements ProgressStore {

    private static final String PURPOSE = "progress";
    private static final int MAX_STATE_CHARS = 64 * 1024;

    private final JdbcClient database;
    private final Clock clock;

    JdbcProgressStore(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<String> load(LearnerId learner, String exerciseId) {
        return database.sql("SELECT state FROM progress WHERE learner = :learner AND exercise = :exercise")
                .param("learner", learner.pseudonym(PURPOSE))
                .param("exercise", exerciseId)
                .query(String.class)
                .optional();
    }

    @Override
    public void save(LearnerId learner, String exerciseId, String stateJson) {
        if (stateJson.length() > MAX_STATE_CHARS) {
            throw new IllegalArgumentException("progress of " + exerciseId + " is longer than " + MAX_STATE_CHARS);
        }
        database.sql("""
                        MERGE INTO progress AS p
                        USING (VALUES (CAST(:learner AS VARCHAR(52)), CAST(:exercise AS VARCHAR(100)),
                                       CAST(:state AS VARCHAR(65536)), CAST(:at AS TIMESTAMP)))
                              AS v (learner, exercise, state, saved_at)
                        ON p.learner = v.learner AND p.exercise = v.exercise
                        WHEN MATCHED THEN UPDATE SET state = v.state, saved_at = v.saved_at
                        WHEN NOT MATCHED THEN INSERT (learner, exercise, state, saved_at)
                             VALUES (v.learner, v.exercise, v.state, v.saved_at)
                        """)
                .param("learner", learner.pseudonym(PURPOSE))
                .param("exercise", exerciseId)
                .param("state", stateJson)
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }

    @Override
    public void delete(LearnerId learner, String exerciseId) {
        database.sql("DELETE FROM progress WHERE learner = :learner AND exercise = :exercise")
                .param("learner", learner.pseudonym(PURPOSE))
                .param("exercise", exerciseId)
                .update();
    }
}
