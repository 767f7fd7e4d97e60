package dev.podlab.course;

/** How far the learner of the current request has come. The course only shows it; who keeps it is not its business. */
@FunctionalInterface
public interface Progress {

    /** Returns how many steps of an exercise the learner has finished; 0 for an unknown one. */
    int stepsDone(ExerciseId exercise);
}
