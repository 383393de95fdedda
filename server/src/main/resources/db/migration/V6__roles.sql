-- A user may do several things for its party; a sensor or a token still one only.
ALTER TABLE credential ALTER COLUMN role TYPE text[] USING ARRAY[role];
ALTER TABLE credential RENAME COLUMN role TO roles;
ALTER TABLE credential ADD CHECK (cardinality(roles) > 0);
