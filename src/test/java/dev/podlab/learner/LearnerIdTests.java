package dev.podlab.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LearnerIdTests {

    private static final LearnerId ADA = LearnerId.next(new Random(1));

    @Test
    void isReadFromItsOwnText() {
        assertThat(LearnerId.parse(ADA.value())).contains(ADA);
    }

    @Test
    void anythingElseIsNoId() {
        assertThat(LearnerId.parse("")).isEmpty();
        assertThat(LearnerId.parse(ADA.value() + "a")).isEmpty();
        assertThat(LearnerId.parse(ADA.value().toUpperCase(java.util.Locale.ROOT))).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new LearnerId("../../etc")).withMessage("not a learner id");
    }

    @Test
    void doesNotShowItself() {
        assertThat(ADA.toString()).doesNotContain(ADA.value());
    }

    @Test
    void pseudonymsAreStableAndDifferByPurpose() {
        assertThat(ADA.pseudonym("namespace")).isEqualTo(new LearnerId(ADA.value()).pseudonym("namespace"));
        assertThat(ADA.pseudonym("namespace")).isNotEqualTo(ADA.pseudonym("progress")).matches("[a-z2-7]{52}");
    }
}
