-- What is drafted and waits for another person to sign it. What is signed becomes assertions; a
-- draft's text never changes, and it ends once.
CREATE TABLE draft (
    id      text PRIMARY KEY,
    party   text NOT NULL REFERENCES party,
    drafter text NOT NULL,                  -- the name that signed in and wrote it
    drafted timestamptz NOT NULL,
    text    text NOT NULL,                  -- JSON: facts in the form of a world's file
    ended   timestamptz,
    outcome text CHECK (outcome IN ('signed', 'withdrawn')),
    ender   text,                           -- the name that signed or withdrew it
    CHECK (num_nulls(ended, outcome, ender) IN (0, 3)),
    CHECK (outcome <> 'signed' OR ender <> drafter)
);
CREATE INDEX draft_waiting ON draft (party, drafted) WHERE ended IS NULL;
CREATE FUNCTION keep_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended IS NULL
       AND (NEW.id, NEW.party, NEW.drafter, NEW.drafted, NEW.text)
         = (OLD.id, OLD.party, OLD.drafter, OLD.drafted, OLD.text) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'drafts end once, and are never changed';
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON draft
    FOR EACH ROW EXECUTE FUNCTION keep_draft();
