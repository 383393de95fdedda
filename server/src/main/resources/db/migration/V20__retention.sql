-- For how many days a class of what is kept is kept; without a row, for good.
CREATE TABLE retention (
    class    text PRIMARY KEY,
    days     int NOT NULL CHECK (days > 0),
    recorded timestamptz NOT NULL,
    user_name text NOT NULL                 -- who said so
);

-- What is not let go of, however old it is, while the hold is neither lifted nor over.
CREATE TABLE hold (
    number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reference text NOT NULL,                -- of the case
    reason    text NOT NULL,
    classes   text[] NOT NULL,              -- empty for all
    span      tstzrange NOT NULL,           -- of when
    about     text[] NOT NULL,              -- ids, sensors, parties; empty for whatever it is
    placed    timestamptz NOT NULL,
    placed_by text NOT NULL,
    until     timestamptz,                  -- when it is over by itself
    lifted    timestamptz,
    lifted_by text,
    CHECK (num_nulls(lifted, lifted_by) IN (0, 2))
);

-- Runs that were matched alike may be merged, unless something was looked for last in between.
CREATE INDEX lookout_ended ON lookout (ended) WHERE begun IS NULL;
