-- Another Commonwatch, whose notices and receipts are known by a key that was given when it was added.
CREATE TABLE peer (
    name     text PRIMARY KEY,
    party    text NOT NULL UNIQUE REFERENCES party, -- whose server it is
    url      text NOT NULL,
    key      bytea NOT NULL,                -- Ed25519, as X.509 has it
    recorded timestamptz NOT NULL
);

-- What was taken back, or may be read by fewer: whoever was given it is to be told.
CREATE TABLE recall (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id     uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    owner  text NOT NULL REFERENCES party,  -- whose word it is
    object text NOT NULL,
    reason text NOT NULL,                   -- withdrawn, narrowed or recalled
    begun  timestamptz NOT NULL,
    known  boolean NOT NULL DEFAULT false   -- whether all who are to be told are known
);
CREATE INDEX recall_unknown ON recall (number) WHERE NOT known;

-- Who was given it and may not read it now, and whether it is known that it is gone there.
CREATE TABLE recall_target (
    recall   bigint NOT NULL REFERENCES recall,
    party    text NOT NULL REFERENCES party,
    way      text NOT NULL,                 -- NOTICE, REVOCATION or NONE
    done     timestamptz,                   -- since when it is known to be gone; null while it is not
    due      timestamptz NOT NULL,          -- when it is told, or told again
    attempts int NOT NULL DEFAULT 0,
    said     text NOT NULL DEFAULT '',      -- what came of it last: a receipt, or why there is none
    PRIMARY KEY (recall, party)
);
CREATE INDEX recall_target_due ON recall_target (due) WHERE done IS NULL AND way <> 'NONE';

-- Notices that came, and what was answered.
CREATE TABLE recall_notice (
    id       uuid NOT NULL,
    party    text NOT NULL REFERENCES party,
    received timestamptz NOT NULL,
    receipt  text NOT NULL,
    PRIMARY KEY (party, id)
);
