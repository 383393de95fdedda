package org.commonwatch.server.watch;

import org.commonwatch.database.Transactions;
import org.commonwatch.server.database.Rows;
import org.commonwatch.server.notices.Notice.Episode;
import org.commonwatch.server.notices.Notices;
import org.commonwatch.stix.StixId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Notices that a sensor which was heard before is silent: its party is told once, until then. */
public final class SilentSensors implements AutoCloseable {
    /** A sensor should be no longer silent. */
    public static final Duration SILENCE = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(SilentSensors.class);
    private static final String KIND = "silent-sensor";
    private static final int EVERY_SECONDS = 20;

    private final Transactions transactions;
    private final Notices notices;
    private final InstantSource clock;
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("silent sensors").factory());

    /** Of all that have delivered. */
    public SilentSensors(Transactions transactions, Notices notices, InstantSource clock) {
        this.transactions = transactions;
        this.notices = notices;
        this.clock = clock;
    }

    /** From now on looks again and again. */
    public void start() {
        var _ = clockwork.scheduleWithFixedDelay(this::tryLook, 1, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void tryLook() {
        try {
            look();
        } catch (RuntimeException e) {
            if (!clockwork.isShutdown()) {
                LOG.warn("Which sensors are silent cannot be told; it is tried again.", e);
            }
        }
    }

    /** Begins an episode for each that is silent, and ends those of others. */
    public void look() {
        Map<Episode, Instant> silent = silent();
        silent.forEach((episode, heard) ->
                notices.begin(
                        episode,
                        "The sensor '%s' has been silent since %s."
                                .formatted(episode.matter(), heard),
                        "/api/v1/doctor"));
        notices.underWay(KIND).stream()
                .filter(each -> !silent.containsKey(each))
                .forEach(notices::end);
    }

    private Map<Episode, Instant> silent() {
        Instant since = clock.instant().minus(SILENCE);
        return transactions.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT party, name, heard
                              FROM credential JOIN intake ON sensor = name
                             WHERE 'SENSOR' = ANY (roles) AND ended IS NULL AND heard < ?
                             ORDER BY name
                            """)) {
                statement.setObject(1, Rows.at(since));
                Map<Episode, Instant> silent = new LinkedHashMap<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        silent.put(
                                new Episode(StixId.parse(row.getString(1)), KIND, row.getString(2)),
                                Rows.instant(row, 3));
                    }
                }
                return silent;
            }
        });
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
