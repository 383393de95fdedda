package org.commonwatch.archive.events;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.archive.events.Manifest.Part;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Sighting;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.matching.IndicatorTable;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Questions to the events of some time. Every part that has any of them was read once before the
 * first answer, and is as it was written. What is archived or pruned meanwhile changes nothing,
 * except that a part that is gone ends the question. For one thread.
 *
 * <p>Every question throws {@link ArchiveRefusedException} if it cannot be answered.
 */
public final class ArchivedEvents implements AutoCloseable {
    /** What a question needs of the engine. */
    @FunctionalInterface
    interface Asked<T> {
        T ask(Connection connection) throws SQLException;
    }

    @SuppressWarnings("InlineFormatString") // a statement reads better by itself
    private static final String VIEW =
            """
            CREATE TEMP VIEW events AS
            SELECT *, file_index
              FROM read_parquet([%s], filename = true, file_row_number = true,
                                hive_partitioning = false)
            """;

    // Reading a time is spared where every event is of the time that is asked for.
    @SuppressWarnings("InlineFormatString")
    private static final String OF_THE_TIME =
            """
             WHERE time >= make_timestamp(%d) AND time <= make_timestamp(%d)
            """;

    // As read_parquet gives it, without files to read it from.
    private static final String NOTHING =
            """
            CREATE TEMP VIEW events AS
            SELECT NULL::TIMESTAMP AS time, NULL::VARCHAR AS sensor, NULL::VARCHAR AS type,
                   NULL::VARCHAR AS facts, NULL::VARCHAR AS unit, NULL::VARCHAR AS kind,
                   NULL::VARCHAR AS alert_kind, NULL::BOOLEAN AS established,
                   NULL::BOOLEAN AS zoned, NULL::UINTEGER AS source4,
                   NULL::BIGINT AS source6_high, NULL::BIGINT AS source6_low,
                   NULL::USMALLINT AS source_port, NULL::UINTEGER AS target4,
                   NULL::BIGINT AS target6_high, NULL::BIGINT AS target6_low,
                   NULL::USMALLINT AS target_port, NULL::UTINYINT AS protocol,
                   NULL::UTINYINT AS severity, NULL::USMALLINT AS segment,
                   NULL::BIGINT AS line_offset, NULL::VARCHAR AS signature,
                   NULL::VARCHAR AS host, NULL::VARCHAR AS url, NULL::VARCHAR AS dns_name,
                   NULL::VARCHAR AS tls_sni, NULL::VARCHAR AS ja3, NULL::VARCHAR AS ja4,
                   NULL::VARCHAR AS md5, NULL::VARCHAR AS sha1, NULL::VARCHAR AS sha256,
                   NULL::VARCHAR AS user_name, NULL::VARCHAR AS filename,
                   NULL::BIGINT AS file_row_number, NULL::UBIGINT AS file_index
             WHERE false
            """;

    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final EventArchive archive;
    private final List<Part> parts;
    private final Map<String, Manifest> runs;
    private final Engine engine;
    private final Connection connection;

    private ArchivedEvents(
            EventArchive archive, List<Part> parts, Map<String, Manifest> runs, Engine engine)
            throws SQLException {
        this.archive = archive;
        this.parts = parts;
        this.runs = runs;
        this.engine = engine;
        connection = engine.connect();
    }

    static ArchivedEvents of(
            EventArchive archive, List<Manifest> manifests, Instant from, Instant to)
            throws IOException {
        List<Part> parts = new ArrayList<>();
        Map<String, Manifest> runs = new HashMap<>();
        for (Manifest manifest : manifests) {
            for (Part part : manifest.parts()) {
                if (part.first().isBefore(to) && !part.last().isBefore(from)) {
                    parts.add(part);
                    runs.put(file(archive, part), manifest);
                }
            }
        }
        archive.check(parts);
        try {
            Engine engine = Engine.start(archive.directory(), THREADS);
            try {
                var events = new ArchivedEvents(archive, parts, runs, engine);
                events.view(from, to);
                return events;
            } catch (SQLException e) {
                engine.close();
                throw e;
            }
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    private void view(Instant from, Instant to) throws SQLException {
        String files =
                parts.stream()
                        .map(part -> Engine.text(file(archive, part)))
                        .collect(Collectors.joining(","));
        boolean whole =
                parts.stream()
                        .allMatch(part -> !part.first().isBefore(from) && part.last().isBefore(to));
        String time = whole ? "" : OF_THE_TIME.formatted(micros(from), micros(to) - 1);
        try (Statement statement = connection.createStatement()) {
            statement.execute(parts.isEmpty() ? NOTHING : VIEW.formatted(files) + time);
        }
    }

    // As DuckDB names it in its answers.
    private static String file(EventArchive archive, Part part) {
        return archive.directory().resolve(part.file()).toAbsolutePath().normalize().toString();
    }

    // DuckDB's timestamps are microseconds in 64 bits, the ends of which mean infinity.
    private static long micros(Instant instant) {
        Instant least = Instant.parse("0000-01-01T00:00:00Z");
        Instant most = Instant.parse("9999-12-31T00:00:00Z");
        Instant inside = instant.isBefore(least) ? least : instant.isAfter(most) ? most : instant;
        return ChronoUnit.MICROS.between(Instant.EPOCH, inside);
    }

    /**
     * Counts the events as reading their lines again under the rule would; lines that are not
     * archived count nowhere.
     */
    public Tally count(CountingRule rule) {
        return answer(connected -> Recount.of(connected, rule));
    }

    /**
     * Matches the events as reading their lines with the table would.
     *
     * @param wanted what the table has indicators of; columns of other kinds are not read
     */
    public Map<Sighting.Window, Sighting.Seen> match(
            IndicatorTable table, Collection<Observable> wanted) {
        return answer(connected -> new RetroMatch(connected, table, wanted).sightings());
    }

    /**
     * What several of some sensors saw, the most widely seen first of each kind.
     *
     * @param least how many sensors at least
     * @param limit how many at most of each kind
     */
    public List<Recurring> recurring(Set<String> sensors, int least, int limit) {
        return answer(connected -> Recurring.of(connected, sensors, least, limit));
    }

    /** That a sensor saw an established source of what is counted, or a name in an alert. */
    public record Shown(Observable thing, String sensor, Instant at) {}

    /**
     * What telemetry shows by itself, whatever is looked for: of each thing the first moment at
     * which a sensor saw it; of some sensors the first before a time, and that of each hour from
     * then on.
     *
     * @param hourly those sensors
     * @param limit how many at most of each sort of thing
     */
    public List<Shown> shown(Set<String> hourly, Instant from, int limit) {
        return answer(connected -> Recurring.shown(connected, hourly, from, limit));
    }

    /** Hands over the events that a filter wants, in the order of their times. */
    public void find(EventFilter filter, Consumer<? super ArchivedEvent> each) {
        answer(connected -> {
            filter.run(connected, each);
            return true;
        });
    }

    /** The line that an event was read from, if raw lines are kept of it. */
    public Optional<byte[]> line(ArchivedEvent event) throws IOException {
        Manifest manifest = runs.get(event.place().file());
        if (manifest == null || event.place().lineOffset().isEmpty()) {
            return Optional.empty();
        }
        for (Part raw : manifest.raw()) {
            if (!event.time().isBefore(raw.first()) && !event.time().isAfter(raw.last())) {
                Path file = archive.directory().resolve(raw.file());
                Optional<byte[]> line =
                        RawPart.line(
                                file, event.place().segment(), event.place().lineOffset().get());
                if (line.isPresent()) {
                    return line;
                }
            }
        }
        return Optional.empty();
    }

    private <T> T answer(Asked<T> question) {
        try {
            return question.ask(connection);
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    private static ArchiveRefusedException unanswered(SQLException e) {
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new ArchiveRefusedException(new ArchiveRefusal.Unanswered(why));
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
            engine.close();
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }
}
