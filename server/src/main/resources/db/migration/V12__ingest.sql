-- A run of the archive of events. Its files are part of the archive because it stands here, in the
-- transaction that counted what is in them; others are deleted when the server starts.
CREATE TABLE archive_run (
    run        text PRIMARY KEY,
    events     bigint NOT NULL,
    looked_for bigint NOT NULL,             -- number of what was looked for meanwhile
    made       timestamptz NOT NULL
);

-- What each sensor delivered in whatever way, and when last.
CREATE TABLE intake (
    sensor   text PRIMARY KEY,
    heard    timestamptz NOT NULL,
    lines    bigint NOT NULL,
    counted  bigint NOT NULL,
    context  bigint NOT NULL,
    skipped  bigint NOT NULL,
    rejected bigint NOT NULL
);
INSERT INTO intake
SELECT sensor, max(received), sum(lines), sum(counted), sum(context), sum(skipped), sum(rejected)
  FROM segment GROUP BY sensor;

-- How far the partitions of Kafka's topics are counted.
CREATE TABLE kafka_offset (
    cluster   text NOT NULL,
    topic     text NOT NULL,
    partition int NOT NULL,
    next      bigint NOT NULL,              -- the first that is not counted
    PRIMARY KEY (cluster, topic, partition)
);
