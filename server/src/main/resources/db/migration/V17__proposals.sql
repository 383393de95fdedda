-- What a party's own sensors saw again and again, for a person of it to decide on.
CREATE TABLE proposal (
    id         uuid PRIMARY KEY,
    party      text NOT NULL REFERENCES party,
    kind       text NOT NULL,
    value      text NOT NULL,
    sensors    int NOT NULL,
    hours      int NOT NULL,
    events     bigint NOT NULL,
    first_seen timestamptz NOT NULL,
    last_seen  timestamptz NOT NULL,
    proposed   timestamptz NOT NULL,
    outcome    text CHECK (outcome IN ('accepted', 'dismissed')),
    decided    timestamptz,
    decider    text,                        -- the name that signed in
    CHECK (num_nulls(outcome, decided, decider) IN (0, 3))
);
CREATE UNIQUE INDEX proposal_thing ON proposal (party, kind, md5(value));
CREATE INDEX proposal_waiting ON proposal (party, sensors) WHERE outcome IS NULL;

-- Parties whose sightings are told by the day only, of all their sensors together.
CREATE TABLE daily_sightings (
    party text PRIMARY KEY REFERENCES party,
    since timestamptz NOT NULL
);
