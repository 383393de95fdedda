-- A store whose content is invented says so for good: the one row, if there is any, goes with every
-- backup.
CREATE TABLE synthetic (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    scenario text NOT NULL,
    about    text NOT NULL,
    since    timestamptz NOT NULL
);

-- Drawn from the plan of an invented world, and not counted in lines; only where all is invented.
ALTER TABLE cell
    ADD COLUMN drawn boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT cell_pkey,
    ADD PRIMARY KEY (hour, sensor, unit, kind, established, country, asn, sector, rule, drawn);
