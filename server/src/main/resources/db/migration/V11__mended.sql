-- What a party was given only a part of, or nothing, because it may not see what it refers to.
CREATE TABLE parted (
    party    text NOT NULL REFERENCES party,
    ref      text NOT NULL,
    sequence bigint NOT NULL,
    PRIMARY KEY (party, ref, sequence)
);

-- What of it comes again, since the party may see what it refers to, and when.
CREATE TABLE mended (
    party    text NOT NULL REFERENCES party,
    sequence bigint NOT NULL,
    since    timestamptz NOT NULL,
    PRIMARY KEY (party, sequence)
);
CREATE INDEX mended_since ON mended (party, since);
