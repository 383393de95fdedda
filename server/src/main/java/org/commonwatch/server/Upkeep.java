package org.commonwatch.server;

import org.commonwatch.server.pipeline.Merging;
import org.commonwatch.server.retention.Retention;
import org.commonwatch.server.surges.SurgeNotices;
import org.commonwatch.server.watch.DueRequests;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets go of what is old, merges what is small and looks for what has risen or is due, beside all
 * else: one thread, and one thing at a time.
 */
final class Upkeep implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());
    private static final int RETENTION_MINUTES = 60;
    private static final int SURGES_MINUTES = 60;
    private static final int DUE_MINUTES = 15;
    private static final int MERGING_MINUTES = 1;

    private final Retention retention;
    private final Merging merging;
    private final SurgeNotices surges;
    private final DueRequests due;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("upkeep").factory());

    Upkeep(Retention retention, Merging merging, SurgeNotices surges, DueRequests due) {
        this.due = due;
        this.surges = surges;
        this.merging = merging;
        this.retention = retention;
    }

    void start() {
        every(RETENTION_MINUTES, retention::runByItself);
        every(MERGING_MINUTES, merging::run);
        every(SURGES_MINUTES, surges::look);
        every(DUE_MINUTES, due::look);
    }

    private void every(int minutes, Runnable task) {
        var first =
                thread.scheduleWithFixedDelay(() -> run(task), minutes, minutes, TimeUnit.MINUTES);
        if (first.isCancelled()) {
            throw new IllegalStateException("a thread that was just made takes work");
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "upkeep is tried again later", e);
        }
    }

    /** Waits for the step under way. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.log(System.Logger.Level.WARNING, "upkeep is broken off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
