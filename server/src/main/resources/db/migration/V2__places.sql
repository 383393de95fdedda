-- Where a cell's sources and targets are: a country's two letters and an autonomous system's number,
-- as a database of addresses has them, and the sector of the targets. Empty and 0 mean not known, or
-- not looked up; 'other' what is not told apart because there is too much.
ALTER TABLE cell
    ADD COLUMN country text NOT NULL DEFAULT '',
    ADD COLUMN asn     bigint NOT NULL DEFAULT 0,
    ADD COLUMN sector  text NOT NULL DEFAULT '',
    DROP CONSTRAINT cell_pkey,
    ADD PRIMARY KEY (hour, sensor, unit, kind, established, country, asn, sector, rule);
