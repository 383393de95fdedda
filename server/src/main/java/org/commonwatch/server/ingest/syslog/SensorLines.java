package org.commonwatch.server.ingest.syslog;

import org.commonwatch.server.ingest.Sensors;
import org.commonwatch.server.pipeline.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The lines of one source that wait to be counted, about a second's at a time. */
final class SensorLines implements AutoCloseable {
    /** No more bytes wait, or one line. */
    static final int BYTES_LIMIT = 8 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(SensorLines.class);
    private static final int ENOUGH = 1 << 20;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final SyslogPlan.Source source;
    private final Sensors sensors;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(ENOUGH);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;

    SensorLines(SyslogPlan.Source source, Sensors sensors) {
        this.source = source;
        this.sensors = sensors;
        thread = Thread.ofPlatform().name("syslog " + source.sensor()).start(this::run);
    }

    /** Takes a line, unless there is no room for it. */
    boolean offer(byte[] bytes, int from, int to) {
        lock.lock();
        try {
            if (!hasRoom(to - from) || closed.get()) {
                return false;
            }
            add(bytes, from, to);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a line as soon as there is room for it; false if there never will be. */
    boolean put(byte[] bytes, int from, int to) throws InterruptedException {
        lock.lock();
        try {
            while (!hasRoom(to - from) && !closed.get()) {
                changed.await();
            }
            if (closed.get()) {
                return false;
            }
            add(bytes, from, to);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(int bytes) {
        return waiting.size() == 0 || waiting.size() + bytes < BYTES_LIMIT;
    }

    private void add(byte[] bytes, int from, int to) {
        waiting.write(bytes, from, to - from);
        waiting.write('\n');
        if (waiting.size() >= ENOUGH) {
            changed.signalAll();
        }
    }

    private void run() {
        try {
            for (byte[] lines = next(); lines.length > 0 || !closed.get(); lines = next()) {
                if (lines.length > 0) {
                    count(lines);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] next() throws InterruptedException {
        lock.lock();
        try {
            long left = PERIOD.toNanos();
            while (left > 0 && waiting.size() < ENOUGH && !closed.get()) {
                left = changed.awaitNanos(left);
            }
            byte[] lines = waiting.toByteArray();
            waiting.reset();
            changed.signalAll();
            return lines;
        } finally {
            lock.unlock();
        }
    }

    private void count(byte[] lines) throws InterruptedException {
        var form = new Delivery.Form(Optional.of(source.format()), sensors.year());
        while (true) {
            try {
                sensors.take(source.sensor(), Delivery.unnumbered(lines, form));
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warn("lines of {} wait to be counted: {}", source.sensor(), e.toString());
                if (closed.get()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        }
    }

    /** Takes no more, and counts what there is. */
    @Override
    public void close() {
        closed.set(true);
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
