-- What was issued to a name and opens the door for it until it ends: a token, or what a browser
-- keeps. A name of an issuer of ours has a colon in it, and no credential.
CREATE TABLE pass (
    id        uuid PRIMARY KEY,
    kind      text NOT NULL,                -- TOKEN or SESSION
    name      text NOT NULL,                -- who signs in with it
    party     text REFERENCES party,        -- for whom; null for the deployment itself
    roles     text[] NOT NULL CHECK (cardinality(roles) > 0),
    read_only boolean NOT NULL,
    paths     text[] NOT NULL,              -- with which the addresses begin; empty for all
    label     text NOT NULL,                -- what its owner calls it
    digest    text NOT NULL UNIQUE,         -- hexadecimal SHA-256 of 256 random bits
    created   timestamptz NOT NULL,
    expires   timestamptz,                  -- null for those of older versions, which never do
    used      timestamptz NOT NULL,         -- to some minutes
    ended     timestamptz
);
CREATE INDEX pass_name ON pass (name);

INSERT INTO pass (id, kind, name, party, roles, read_only, paths, label, digest, created, used, ended)
SELECT gen_random_uuid(), 'TOKEN', name, party, roles, false, '{}', name, digest, recorded, recorded,
       ended
  FROM credential
 WHERE scheme = 'TOKEN';
DROP INDEX credential_digest;
UPDATE credential SET digest = '' WHERE scheme = 'TOKEN';
CREATE UNIQUE INDEX credential_certificate ON credential (digest)
    WHERE scheme = 'CERTIFICATE' AND ended IS NULL;

-- Whoever runs the deployment belongs to no party.
ALTER TABLE credential ALTER COLUMN party DROP NOT NULL;

-- The one way in before there is anybody: its secret is printed once, and only its digest is kept.
CREATE TABLE set_up_link (
    digest  text PRIMARY KEY,               -- hexadecimal SHA-256 of 256 random bits
    expires timestamptz NOT NULL,
    used    timestamptz
);
