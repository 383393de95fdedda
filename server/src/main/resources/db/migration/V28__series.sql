-- What cells tell beside the hour is alike in many, and kept once: a cell is a number of a series.
CREATE TABLE series (
    number      int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sensor      text NOT NULL,
    unit        text NOT NULL,
    kind        text NOT NULL,
    established boolean NOT NULL,
    country     text NOT NULL,
    asn         bigint NOT NULL,
    sector      text NOT NULL,
    rule        text NOT NULL,
    drawn       boolean NOT NULL,
    UNIQUE (sensor, unit, kind, established, country, asn, sector, rule, drawn)
);

ALTER TABLE cell RENAME TO old_cell;
ALTER TABLE old_cell RENAME CONSTRAINT cell_pkey TO old_cell_pkey;
INSERT INTO series (sensor, unit, kind, established, country, asn, sector, rule, drawn)
SELECT DISTINCT sensor, unit, kind, established, country, asn, sector, rule, drawn FROM old_cell;

-- A series is never deleted, so that nothing need be asked for each cell of it.
CREATE TABLE cell (
    hour   timestamptz NOT NULL,
    count  bigint NOT NULL CHECK (count > 0),
    series int NOT NULL
);
INSERT INTO cell (hour, series, count)
SELECT hour, number, count
  FROM old_cell
  JOIN series USING (sensor, unit, kind, established, country, asn, sector, rule, drawn)
 ORDER BY 1, 2;
ALTER TABLE cell ADD PRIMARY KEY (hour, series);
DROP TABLE old_cell;
