-- When the last backup was taken, without reading the whole record.
CREATE INDEX record_backup ON record (at) WHERE kind = 'backup';
