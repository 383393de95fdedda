package org.commonwatch.server.peers;

import org.commonwatch.server.messages.Messenger;
import org.commonwatch.server.notices.Notice;
import org.commonwatch.server.notices.Notices;
import org.commonwatch.server.outbound.Outbound;
import org.commonwatch.server.outbound.OutboundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends notices by the connectors that tell people and machines, when they may be disturbed. */
public final class Sender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    private final Connectors connectors;
    private final Notices notices;
    private final Messengers messengers;
    private final InstantSource clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("notices").factory());
    private final ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor();

    /** Of these notices by these connectors. */
    public Sender(
            Connectors connectors,
            Notices notices,
            Outbound outbound,
            Secrets secrets,
            InstantSource clock) {
        this.connectors = connectors;
        this.notices = notices;
        this.messengers = new Messengers(outbound, secrets, clock);
        this.clock = clock;
    }

    /** From now on sends each when it is due. */
    public void start() {
        var _ = clockwork.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    // One that is slow holds up no other.
    private void look() {
        try {
            notices.due()
                    .forEach((name, due) -> {
                        if (underWay.add(name)) {
                            runs.execute(() -> run(name, due));
                        }
                    });
        } catch (RuntimeException e) {
            if (!clockwork.isShutdown()) {
                LOG.warn("Which notices are due cannot be told; it is tried again.", e);
            }
        }
    }

    private void run(String name, List<Notice> due) {
        try {
            send(name, due);
        } catch (RuntimeException e) {
            LOG.error("Notices could not be sent by {}; it is tried again.", name, e);
        } finally {
            underWay.remove(name);
        }
    }

    private void send(String name, List<Notice> due) {
        Optional<Connector> connector =
                connectors.all().stream()
                        .map(Connectors.Kept::connector)
                        .filter(each -> each.name().equals(name))
                        .findFirst();
        if (connector.isEmpty()) {
            due.forEach(each -> notices.sent(each, name, "Its connector has ended."));
            return;
        }
        Optional<Instant> quiet = connector.get().quiet().end(clock.instant());
        if (quiet.isPresent()) {
            due.forEach(each -> notices.later(each, name, quiet.get()));
            return;
        }
        try {
            send(messengers.of(connector.get()), name, due);
        } catch (OutboundException e) {
            due.forEach(each -> notices.failed(each, name, e.message()));
        }
    }

    private void send(Messenger messenger, String name, List<Notice> due) {
        for (int from = 0; from < due.size(); from += messenger.together()) {
            int to = Math.min(due.size(), from + messenger.together());
            List<Notice> some = due.subList(from, to);
            try {
                String said = messenger.send(some);
                some.forEach(each -> notices.sent(each, name, said));
            } catch (OutboundException e) {
                // What is behind it would fail as well; it waits as long.
                due.subList(from, due.size())
                        .forEach(each -> notices.failed(each, name, e.message()));
                return;
            }
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        runs.shutdownNow();
    }
}
