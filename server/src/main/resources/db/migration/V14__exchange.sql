-- What is exchanged with another server: whence, whither, how far it has come.
CREATE TABLE connector (
    name       text PRIMARY KEY,
    kind       text NOT NULL,               -- PULL or PUSH
    url        text NOT NULL,               -- where the other server is
    remote     text NOT NULL,               -- the collection there: id, alias or title; empty if url says
    collection uuid NOT NULL REFERENCES collection (id),
    party      text NOT NULL REFERENCES party,  -- whose server it is: whose word comes, who reads
    types      text[] NOT NULL,             -- of STIX; empty for all
    seconds    int NOT NULL CHECK (seconds >= 0),   -- from one round to the next; 0 by command only
    recorded   timestamptz NOT NULL,
    ended      timestamptz,
    after      text NOT NULL,               -- the place up to which all is done, in the source's words
    next       text NOT NULL,               -- where the round under way goes on; empty if none is
    reached    text NOT NULL,               -- the last date that it has seen
    due        timestamptz,                 -- when it is its turn
    last_run   timestamptz,
    last_said  text NOT NULL,               -- what became of it, in one sentence
    failed     boolean NOT NULL
);

-- Which versions came by which connector. Of an object without versions the time is the epoch.
CREATE TABLE pulled (
    connector  text NOT NULL REFERENCES connector,
    id         text NOT NULL,
    version    timestamptz NOT NULL,
    page_added text NOT NULL,               -- when its page was added at the source, as it says
    received   timestamptz NOT NULL,
    PRIMARY KEY (connector, id, version)
);
CREATE INDEX pulled_id ON pulled (id);

-- Which versions went out by which connector, and whether they were taken.
CREATE TABLE pushed (
    connector text NOT NULL REFERENCES connector,
    id        text NOT NULL,
    version   timestamptz NOT NULL,
    sent      timestamptz NOT NULL,
    refused   text NOT NULL,                -- why it was not; empty if it was
    PRIMARY KEY (connector, id, version)
);
CREATE INDEX pushed_id ON pushed (id);
