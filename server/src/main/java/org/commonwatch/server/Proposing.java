package org.commonwatch.server;

import org.commonwatch.server.matching.Proposals;
import org.springframework.context.SmartLifecycle;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looks a few times a day for what could be put forward, beside all else. */
final class Proposing implements SmartLifecycle {
    private static final System.Logger LOG = System.getLogger(Proposing.class.getName());
    private static final int HOURS = 6;

    private final Proposals proposals;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("proposing").factory());
    private final AtomicBoolean running = new AtomicBoolean();

    Proposing(Proposals proposals) {
        this.proposals = proposals;
    }

    @Override
    public void start() {
        running.set(true);
        var first = thread.scheduleWithFixedDelay(this::find, 1, HOURS, TimeUnit.HOURS);
        if (first.isCancelled()) {
            throw new IllegalStateException("a thread that was just made takes work");
        }
    }

    private void find() {
        try {
            proposals.find();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "nothing is put forward this time", e);
        }
    }

    @Override
    public void stop() {
        running.set(false);
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }
}
