-- How far a learner has come in an exercise. The learner is a pseudonym: the cookie's value cannot be found from it.
CREATE TABLE progress (
    learner  VARCHAR(52)    NOT NULL,
    exercise VARCHAR(100)   NOT NULL,
    state    VARCHAR(65536) NOT NULL,
    saved_at TIMESTAMP      NOT NULL,
    PRIMARY KEY (learner, exercise)
);
