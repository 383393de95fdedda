-- How a name shows that it is who it says: a random token (its SHA-256 in hexadecimal), a password
-- that a person chose (Argon2id with its salt and cost), or a certificate (its SHA-256).
ALTER TABLE credential
    ADD COLUMN scheme text NOT NULL DEFAULT 'TOKEN',
    ADD COLUMN ended  timestamptz;          -- since when it signs in no more; null while it does
ALTER TABLE credential ALTER COLUMN scheme DROP DEFAULT;
CREATE UNIQUE INDEX credential_digest ON credential (scheme, digest) WHERE ended IS NULL;
