-- What parties were told of gaps, and what that was made of: secret, and only for comparing.

-- Words for grounds and acts, whose numbers mean the same in all that a party was told.
CREATE TABLE gap_word (
    party  text NOT NULL REFERENCES party,
    number int NOT NULL,
    word   text NOT NULL,
    PRIMARY KEY (party, number)
);

CREATE TABLE gap_edition (
    number        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    party         text NOT NULL REFERENCES party,
    window_from   timestamptz NOT NULL,
    window_to     timestamptz NOT NULL,
    delay_seconds bigint NOT NULL,
    told          timestamptz NOT NULL,
    text          text NOT NULL             -- JSON
);
CREATE INDEX gap_edition_party ON gap_edition (party, number);
