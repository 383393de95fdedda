-- What left and what was changed, an entry for each; nothing here is ever updated or deleted.
CREATE TABLE record (
    number bigint PRIMARY KEY,              -- from 1, without a gap
    at     timestamptz NOT NULL,            -- as in the body
    kind   text NOT NULL,                   -- as in the body
    body   text NOT NULL,                   -- canonical JSON (RFC 8785)
    first  bigint,                          -- lowest sequence of the object rows sent,
    last   bigint,                          -- highest, and
    rows   bytea,                           -- all of them, whose SHA-256 is in the body
    hash   bytea NOT NULL,                  -- SHA-256 (hash before, number, body)
    CHECK (num_nulls(first, last, rows) IN (0, 3))
);
-- Which entries may have sent a row.
CREATE INDEX record_rows ON record USING gist (int8range(first, last, '[]'))
    WHERE first IS NOT NULL;

-- Changes that are committed and not yet in the record.
CREATE TABLE record_outbox (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at     timestamptz NOT NULL,
    kind   text NOT NULL,
    body   text NOT NULL
);
