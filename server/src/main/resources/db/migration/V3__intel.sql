-- What is shared where, under which rules and by whom; and what each reader may see of it, since when.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- The order and the rules, as every answer needs them. Whoever writes objects or facts holds this
-- row until it has committed: so all becomes visible in the order of its dates.
CREATE TABLE state (
    one        boolean PRIMARY KEY DEFAULT true CHECK (one),
    last_added timestamptz NOT NULL,        -- the latest date at which anything was added or released
    facts      bigint NOT NULL DEFAULT 0,   -- grows with every change of who may read what
    audiences  int NOT NULL DEFAULT 0       -- the greatest number of an audience
);
INSERT INTO state (last_added)
SELECT coalesce(max(date_added), timestamptz 'epoch') FROM object;

-- membership ------------------------------------------------------------------------------------

-- A body that shares here: an API root of TAXII.
CREATE TABLE root (
    name     text PRIMARY KEY,
    title    text NOT NULL,
    recorded timestamptz NOT NULL
);

-- The rules of a body; append-only: the edition in force is told by the text's own dates.
CREATE TABLE charter (
    number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body     text NOT NULL,
    text     text NOT NULL,                 -- YAML, as it was given
    recorded timestamptz NOT NULL
);

CREATE TABLE collection (
    number      int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id          uuid NOT NULL UNIQUE,
    root        text NOT NULL,
    title       text NOT NULL,
    description text NOT NULL,
    alias       text,
    media_types text[] NOT NULL,
    data_class  text NOT NULL,
    types       text[] NOT NULL,            -- empty for all
    priority    text NOT NULL,              -- empty for all
    recorded    timestamptz NOT NULL,
    UNIQUE (root, alias)
);

-- Who claims what about institutions. It only grows: a later claim closes the time in which an
-- earlier one of the same source was known, and nothing else is ever changed.
CREATE TABLE assertion (
    number     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id         text NOT NULL UNIQUE,
    matter     text NOT NULL,
    source     text NOT NULL,
    valid      tstzrange NOT NULL,          -- when it may hold, at its widest
    known      tstzrange NOT NULL,          -- from when it was recorded until it was superseded
    supersedes text UNIQUE REFERENCES assertion (id),
    text       text NOT NULL,               -- JSON, in the form of a world's file
    EXCLUDE USING gist (source WITH =, matter WITH =, known WITH &&)
);
CREATE FUNCTION keep_assertion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND upper_inf(OLD.known) AND lower(NEW.known) = lower(OLD.known)
       AND (NEW.number, NEW.id, NEW.matter, NEW.source, NEW.valid, NEW.text)
         = (OLD.number, OLD.id, OLD.matter, OLD.source, OLD.valid, OLD.text)
       AND NEW.supersedes IS NOT DISTINCT FROM OLD.supersedes THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'assertions are superseded, never changed';
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON assertion
    FOR EACH ROW EXECUTE FUNCTION keep_assertion();

CREATE FUNCTION instant(timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
INSERT INTO assertion (id, matter, source, valid, known, text)
SELECT 'standing-' || number,
       'standing-' || number,
       'operator',
       tstzrange(valid_from, valid_to),
       tstzrange(standing.recorded, NULL),
       json_build_object(
           'id', 'standing-' || number,
           'matter', 'standing-' || number,
           'source', 'operator',
           'document', 'as the operator entered it',
           'recorded', instant(standing.recorded),
           'standing', json_build_object(
               'party', party,
               'body', body,
               'type', lower(kind),
               'from', instant(valid_from)))::text
  FROM standing;
INSERT INTO root (name, title, recorded)
SELECT body, body, min(recorded) FROM standing GROUP BY body;
DROP TABLE standing;
DROP FUNCTION instant(timestamptz);

-- intel -----------------------------------------------------------------------------------------

-- How an object is to be handled: whose it is, what its owner says about it. One text, one number.
ALTER TABLE handling RENAME TO old_handling;
CREATE TABLE handling (
    number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest bytea NOT NULL UNIQUE,           -- SHA-256 of the text
    text   text NOT NULL                    -- JSON, in the form of an object in a world's file
);
ALTER TABLE old_handling ADD COLUMN text text;
UPDATE old_handling
   SET text = '{"owner":"' || owner || '","body":"' || body
              || '","class":"intelligence","markings":["TLP:' || replace(tlp, '_', '+') || '"]}';
INSERT INTO handling (digest, text) SELECT sha256(convert_to(text, 'UTF8')), text FROM old_handling;

-- Who may read: where all of 'needs' may be read, and not all of 'unless'.
CREATE TABLE audience (
    number   int PRIMARY KEY,
    type     text NOT NULL,                 -- of the objects
    handling int NOT NULL REFERENCES handling,  -- of their owner
    needs    int[] NOT NULL CHECK (needs <> '{}'),
    unless   int[] NOT NULL,                -- empty if nothing
    objects  bigint NOT NULL DEFAULT 0,     -- how many bear it, at most
    UNIQUE (type, handling, needs, unless)
);

-- A version of an object, as one source gave it, in one place. The order of every collection is
-- (date_added, sequence).
ALTER TABLE object RENAME TO old_object;
ALTER TABLE old_object RENAME CONSTRAINT object_pkey TO old_object_pkey;
ALTER INDEX object_order RENAME TO old_object_order;
ALTER INDEX object_type_order RENAME TO old_object_type_order;
CREATE TABLE object (
    sequence   bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    date_added timestamptz NOT NULL,
    audience   int NOT NULL REFERENCES audience,
    id         text NOT NULL,
    version    timestamptz NOT NULL,        -- modified, else created, else date_added
    spec       text NOT NULL,
    owner      text NOT NULL REFERENCES party,
    refs       text[] NOT NULL,             -- ids that it refers to
    words      text[] NOT NULL,             -- what it is found by
    rivals     boolean NOT NULL DEFAULT false,  -- whether there is another row of the same id
    withdrawn  timestamptz,
    text       text NOT NULL                -- the exact JSON that came in
);
ALTER TABLE old_object ADD COLUMN needs int[];
UPDATE old_object
   SET needs = (SELECT array_agg(handling.number ORDER BY handling.number)
                  FROM unnest(handlings) AS one
                  JOIN old_handling ON old_handling.number = one
                  JOIN handling USING (text));
INSERT INTO audience (number, type, handling, needs, unless, objects)
SELECT row_number() OVER (), type, needs[1], needs, '{}', count(*)
  FROM old_object GROUP BY type, needs;
INSERT INTO object (sequence, date_added, audience, id, version, spec, owner, refs, words, text)
SELECT sequence, date_added, audience.number, old_object.id, modified, '2.1',
       old_object.text::jsonb ->> 'created_by_ref', '{}', '{}', old_object.text
  FROM old_object JOIN audience USING (type, needs);
SELECT setval(pg_get_serial_sequence('object', 'sequence'), coalesce(max(sequence), 1)) FROM object;
UPDATE state SET audiences = (SELECT count(*) FROM audience);
ALTER TABLE indicator DROP CONSTRAINT indicator_id_fkey;
DROP TABLE old_object;
DROP TABLE old_handling;

CREATE INDEX object_order ON object (date_added, sequence) WHERE withdrawn IS NULL;
CREATE INDEX object_of_audience ON object (audience, date_added, sequence) WHERE withdrawn IS NULL;
CREATE INDEX object_id ON object (id, version);
CREATE INDEX object_words ON object USING gin (words);

-- sharing ---------------------------------------------------------------------------------------

-- What a party could read when it last asked, and since when. What becomes readable to it later is
-- released at a date of its own, so that whoever goes on after an earlier date receives it.
CREATE TABLE readable (
    party    text NOT NULL REFERENCES party,
    audience int NOT NULL REFERENCES audience,
    since    timestamptz NOT NULL,          -- the epoch if always
    hidden   text[] NOT NULL,               -- properties that are left out
    PRIMARY KEY (party, audience)
);
CREATE TABLE reader (
    party     text PRIMARY KEY REFERENCES party,
    audiences int NOT NULL                  -- the greatest number then
);

-- The ids of objects that this server derived, by leaving out what a reader may not see.
CREATE TABLE derived (
    id       text PRIMARY KEY,
    original text NOT NULL
);

-- What became of what a party posted.
CREATE TABLE receipt (
    id        uuid PRIMARY KEY,
    party     text NOT NULL REFERENCES party,
    requested timestamptz NOT NULL,
    text      text NOT NULL
);
