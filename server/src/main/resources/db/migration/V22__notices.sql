-- When a connector that tells people is to be still: from and to, such as 22:00-06:00, and a time zone.
ALTER TABLE connector ADD quiet text NOT NULL DEFAULT '';

-- What somebody should know: one for each episode.
CREATE TABLE notice (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id     uuid NOT NULL UNIQUE,
    party  text NOT NULL REFERENCES party,  -- for whom
    kind   text NOT NULL,                   -- such as silent-sensor
    matter text NOT NULL,                   -- what an episode is about
    at     timestamptz NOT NULL,
    said   text NOT NULL,
    link   text NOT NULL,                   -- where it is seen, below the server's address
    ended  timestamptz                      -- when the episode was over
);
CREATE UNIQUE INDEX notice_episode ON notice (party, kind, matter) WHERE ended IS NULL;

-- By which connectors it goes, and what became of that.
CREATE TABLE notice_sending (
    notice    bigint NOT NULL REFERENCES notice,
    connector text NOT NULL REFERENCES connector,
    due       timestamptz,                  -- null when it has left, or is a dead letter
    done      timestamptz,                  -- when it had left
    attempts  int NOT NULL DEFAULT 0,
    outcome   text NOT NULL DEFAULT '',     -- what came of it last
    PRIMARY KEY (notice, connector)
);
CREATE INDEX notice_sending_due ON notice_sending (due) WHERE due IS NOT NULL;
