-- Dated occasions, such as elections. Append-only: another date is a postponement.
CREATE TABLE occasion (
    id           text PRIMARY KEY,
    name         text NOT NULL,
    kind         text NOT NULL,
    jurisdiction text NOT NULL,
    offices      text[] NOT NULL,
    planned      date NOT NULL,
    recorded     timestamptz NOT NULL
);

CREATE TABLE postponement (
    occasion  text NOT NULL REFERENCES occasion,
    announced date NOT NULL,
    moved_to  date NOT NULL,
    recorded  timestamptz NOT NULL,
    PRIMARY KEY (occasion, announced)
);

-- Questions put down before they could be answered; their digests stand in the record.
CREATE TABLE ramp_test (
    digest     text PRIMARY KEY,            -- hexadecimal SHA-256 of the question
    party      text REFERENCES party,       -- whose sensors are asked about; null for all
    occasion   text NOT NULL REFERENCES occasion,
    unit       text NOT NULL,
    kind       text,
    sector     text,
    source     text,
    sensor     text,
    rule       text NOT NULL,
    moved_to   date NOT NULL,               -- the occasion's date as known then
    registered date NOT NULL,
    days       int NOT NULL,
    cap        double precision NOT NULL,
    recorded   timestamptz NOT NULL
);
CREATE INDEX ramp_test_occasion ON ramp_test (occasion, recorded);
