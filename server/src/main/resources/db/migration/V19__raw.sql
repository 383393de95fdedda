-- A delivery that is kept as it came: a frame in a file of raw/. Files, and ends of files, that are not
-- named here are deleted when the server starts.
CREATE TABLE raw_segment (
    file     text NOT NULL,
    start    bigint NOT NULL,
    bytes    bigint NOT NULL,               -- of the frame
    sensor   text NOT NULL,
    segment  text NOT NULL,                 -- what its receipt calls it
    lines    bigint NOT NULL,               -- bytes of the lines,
    digest   text NOT NULL,                 -- and their hexadecimal SHA-256
    received timestamptz NOT NULL,
    PRIMARY KEY (file, start)
);
CREATE INDEX raw_segment_named ON raw_segment (sensor, segment);
CREATE INDEX raw_segment_received ON raw_segment (received);
