package org.commonwatch.server.ingest.kafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.commonwatch.database.Transactions;
import org.commonwatch.server.ingest.Sensors;
import org.commonwatch.server.pipeline.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads topics from where the database says that they are counted, and counts them in stretches of
 * a partition: the next stretch is asked for when the one before is safe.
 */
public final class KafkaIntake implements AutoCloseable {
    /** A stretch has no more records. */
    static final int RECORDS = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(KafkaIntake.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int PARTITION_BYTES = 8 << 20;

    private final KafkaPlan plan;
    private final Sensors sensors;
    private final Transactions transactions;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;

    /** Begins to read; a cluster that does not answer is asked again until it does. */
    public KafkaIntake(KafkaPlan plan, Sensors sensors, Transactions transactions) {
        this.plan = plan;
        this.sensors = sensors;
        this.transactions = transactions;
        thread = Thread.ofPlatform().name("kafka").start(this::run);
    }

    /** How many records the cluster had deleted before they were counted. */
    public long lost() {
        return lost.get();
    }

    private void run() {
        while (!closed.get()) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                    ExecutorService counting = Executors.newVirtualThreadPerTaskExecutor()) {
                read(consumer, counting);
            } catch (WakeupException | InterruptedException e) {
                closed.set(true);
            } catch (Exception e) { // whatever it is, the same records are read again
                LOG.warn("Kafka is read again from what is counted: {}", e.toString());
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            closed.set(true);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(plan.client());
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "none");
        properties.put("isolation.level", "read_committed");
        properties.put("max.poll.records", RECORDS);
        properties.put("max.partition.fetch.bytes", PARTITION_BYTES);
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer, ExecutorService counting)
            throws Exception {
        Positions positions = new Positions(transactions, cluster());
        Map<TopicPartition, Long> next = new HashMap<>();
        long looked = System.nanoTime() - LOOK.toNanos();
        while (!closed.get()) {
            if (System.nanoTime() - looked >= LOOK.toNanos()) {
                assign(consumer, positions, next);
                looked = System.nanoTime();
            }
            try {
                List<Future<?>> stretches = new ArrayList<>();
                var records = consumer.poll(POLL);
                for (TopicPartition partition : records.partitions()) {
                    List<ConsumerRecord<byte[], byte[]>> of = records.records(partition);
                    long from = Objects.requireNonNull(next.get(partition));
                    long end = of.getLast().offset() + 1;
                    var offsets =
                            new Delivery.Offsets(
                                    positions.cluster(),
                                    partition.topic(),
                                    partition.partition(),
                                    from,
                                    end);
                    next.put(partition, end);
                    stretches.add(counting.submit(() -> count(offsets, of)));
                }
                for (Future<?> each : stretches) {
                    each.get();
                }
            } catch (OffsetOutOfRangeException gone) {
                passOver(consumer, gone.partitions(), next);
            }
        }
    }

    private String cluster() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(new HashMap<>(plan.client()))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private void assign(
            KafkaConsumer<byte[], byte[]> consumer,
            Positions positions,
            Map<TopicPartition, Long> next) {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : plan.topics().keySet()) {
            for (PartitionInfo each : consumer.partitionsFor(topic)) {
                all.add(new TopicPartition(topic, each.partition()));
            }
        }
        if (consumer.assignment().equals(Set.copyOf(all))) {
            return;
        }
        consumer.assign(all);
        for (TopicPartition partition : all) {
            OptionalLong counted = positions.next(partition);
            long at =
                    counted.isPresent()
                            ? counted.getAsLong()
                            : Objects.requireNonNull(
                                    consumer.beginningOffsets(List.of(partition)).get(partition));
            consumer.seek(partition, at);
            next.put(partition, at);
        }
    }

    /** What the cluster has deleted cannot be counted any more; what it has is. */
    private void passOver(
            KafkaConsumer<byte[], byte[]> consumer,
            Set<TopicPartition> partitions,
            Map<TopicPartition, Long> next) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long wanted = Objects.requireNonNull(next.get(partition));
            long beginning = Objects.requireNonNull(beginnings.get(partition));
            if (beginning < wanted) {
                throw new KafkaException(
                        "%s ends before %d, which is counted: a new topic needs a new name"
                                .formatted(partition, wanted));
            }
            lost.addAndGet(beginning - wanted);
            LOG.warn(
                    "{} records of {} were deleted before they were counted",
                    beginning - wanted,
                    partition);
            consumer.seek(partition, beginning);
            next.put(partition, beginning);
        }
    }

    private Void count(Delivery.Offsets offsets, List<ConsumerRecord<byte[], byte[]>> records)
            throws Exception {
        KafkaPlan.Topic topic = Objects.requireNonNull(plan.topics().get(offsets.topic()));
        var lines = new ByteArrayOutputStream();
        for (ConsumerRecord<byte[], byte[]> each : records) {
            byte[] value = each.value();
            if (value != null && value.length > 0) {
                lines.writeBytes(value);
                if (value[value.length - 1] != '\n') {
                    lines.write('\n');
                }
            }
        }
        var form = new Delivery.Form(Optional.of(topic.format()), sensors.year());
        sensors.take(topic.sensor(), Delivery.of(offsets, lines.toByteArray(), form));
        return null;
    }

    /** Reads no more; what was not counted is read at the next start. */
    @Override
    public void close() {
        closed.set(true);
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
