-- What a party posted and its body is to look at first. A row is here while it waits, and nowhere
-- else: nobody but the party and the body's office can know of it.
CREATE TABLE submission (
    receipt    uuid PRIMARY KEY REFERENCES receipt,
    party      text NOT NULL REFERENCES party,
    name       text NOT NULL,               -- that signed in
    collection uuid NOT NULL,
    body       text NOT NULL,
    submitted  timestamptz NOT NULL,
    objects    text[] NOT NULL,             -- the exact JSON that came in
    caveats    text[] NOT NULL
);
CREATE INDEX submission_of_body ON submission (body, submitted);
CREATE INDEX submission_of_party ON submission (party);
CREATE INDEX receipt_of_party ON receipt (party, requested);
