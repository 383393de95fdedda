-- That a party may read no more, or only a part, of what it could, noted where that is seen.
CREATE TABLE narrowing (
    number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    party    text NOT NULL REFERENCES party,
    audience int NOT NULL,
    noted    timestamptz NOT NULL,
    followed boolean NOT NULL DEFAULT false  -- whether all is recalled that it was given of this
);
CREATE INDEX narrowing_open ON narrowing (number) WHERE NOT followed;

-- What is recalled because of it.
ALTER TABLE recall ADD narrowing bigint REFERENCES narrowing;
CREATE UNIQUE INDEX recall_narrowed ON recall (narrowing, owner, object);
CREATE INDEX recall_target_open ON recall_target (party, way) WHERE done IS NULL;

-- What another server left parts out of, by the original's id.
CREATE INDEX object_derived
    ON object (substring(text from '"source_name":"derived-from","external_id":"([^"]*)"'))
    WHERE withdrawn IS NULL AND text LIKE '%"source_name":"derived-from","external_id":"%';
