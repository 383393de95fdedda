/**
 * Takes the topics of a Kafka cluster in. How far a partition is counted is committed with the
 * counts, and nowhere else: so each record counts once, whatever dies.
 *
 * <p>Start with {@code KafkaIntake}.
 */
@NullMarked
package org.commonwatch.server.ingest.kafka;

import org.jspecify.annotations.NullMarked;
