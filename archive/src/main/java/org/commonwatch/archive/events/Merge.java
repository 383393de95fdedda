package org.commonwatch.archive.events;

import org.commonwatch.archive.events.Manifest.Part;
import org.commonwatch.archive.events.Manifest.Segment;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Many small runs as one: the same events, a part for each day, the sources in order as within
 * every part; what was delivered is numbered anew. On an engine of its own, so that who writes
 * meanwhile has all the memory of its own.
 */
final class Merge {
    @SuppressWarnings("InlineFormatString") // a statement reads better by itself
    private static final String PART =
            """
            COPY (SELECT event.* EXCLUDE (filename)
                                 REPLACE ((segment + shift)::USMALLINT AS segment)
                    FROM read_parquet([%s], filename = true, hive_partitioning = false) AS event
                    JOIN shifts ON event.filename = shifts.file
                   ORDER BY source4, source6_high, source6_low, time)
              TO %s (FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, ROW_GROUP_SIZE %d)
            """;

    private final EventArchive archive;
    private final List<Manifest> runs;
    private final String name;
    private final PartNames names;
    private final WrittenParts written;

    private Merge(EventArchive archive, List<Manifest> runs) {
        this.archive = archive;
        this.runs = runs;
        name = EventArchive.runName(runs.getLast().made());
        names = new PartNames(name, archive.unfinished().resolve(name), new AtomicInteger());
        written = new WrittenParts(names);
    }

    /** As many of the runs, from the first on, as one may have the segments of. */
    static List<Manifest> fitting(List<Manifest> runs) {
        List<Manifest> fitting = new ArrayList<>();
        int segments = 0;
        for (Manifest run : runs) {
            segments += run.origin().segments().size();
            if (segments > Manifest.SEGMENT_LIMIT || !isLike(run, runs.getFirst())) {
                break;
            }
            fitting.add(run);
        }
        return fitting;
    }

    private static boolean isLike(Manifest run, Manifest other) {
        return run.raw().isEmpty()
                && run.origin().rule().equals(other.origin().rule())
                && run.origin().context() == other.origin().context();
    }

    /** Writes them as one that is on the disk, and is to be published or discarded. */
    static Manifest write(EventArchive archive, List<Manifest> runs) throws IOException {
        archive.check(runs.stream().flatMap(each -> each.parts().stream()).toList());
        var merge = new Merge(archive, runs);
        try (Engine engine = Engine.start(archive.directory(), 1);
                Connection connection = engine.connect()) {
            return merge.write(connection);
        } catch (SQLException e) {
            throw new IOException("the archive's engine: " + e.getMessage(), e);
        } finally {
            Durable.deleteAll(merge.names.folder());
        }
    }

    private Manifest write(Connection connection) throws SQLException, IOException {
        List<Segment> segments = new ArrayList<>();
        Map<String, Integer> shifts = new HashMap<>();
        Map<LocalDate, List<Part>> days = new TreeMap<>();
        for (Manifest run : runs) {
            for (Part part : run.parts()) {
                shifts.put(file(part), segments.size());
                days.computeIfAbsent(day(part), day -> new ArrayList<>()).add(part);
            }
            for (Segment each : run.origin().segments()) {
                int number = segments.size() + 1;
                segments.add(new Segment(number, each.name(), each.bytes(), each.sha256()));
            }
        }
        table(connection, shifts);
        for (Map.Entry<LocalDate, List<Part>> day : days.entrySet()) {
            write(connection, day.getKey(), day.getValue());
        }
        written.place(archive.directory());
        Manifest manifest =
                new Manifest(
                        name, runs.getLast().made(), origin(segments), written.events(), List.of());
        ManifestFile.write(archive.pending(), manifest);
        return manifest;
    }

    // The number of a run's segment is its place in it, from 1.
    private Manifest.Origin origin(List<Segment> segments) {
        String sensors =
                runs.stream()
                        .flatMap(each -> Stream.of(each.origin().sensor().split(", ", -1)))
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(", "));
        Manifest.Origin like = runs.getFirst().origin();
        return new Manifest.Origin(
                sensors,
                like.rule(),
                like.context(),
                segments,
                runs.stream().map(Manifest::run).toList());
    }

    private static LocalDate day(Part part) {
        String file = part.file(); // as PartNames has it: events/day=2030-03-04/...
        return LocalDate.parse(file.substring(file.indexOf('=') + 1, file.lastIndexOf('/')));
    }

    private String file(Part part) {
        return archive.directory().resolve(part.file()).toAbsolutePath().normalize().toString();
    }

    private static void table(Connection connection, Map<String, Integer> shifts)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE shifts (file VARCHAR, shift INTEGER)");
        }
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO shifts VALUES (?, ?)")) {
            for (Map.Entry<String, Integer> each : shifts.entrySet()) {
                statement.setString(1, each.getKey());
                statement.setInt(2, each.getValue());
                statement.execute();
            }
        }
    }

    private void write(Connection connection, LocalDate day, List<Part> parts)
            throws SQLException, IOException {
        Path file = names.next(day.toEpochDay());
        String from =
                parts.stream()
                        .map(each -> Engine.text(file(each)))
                        .collect(Collectors.joining(","));
        String to = Engine.text(file.toAbsolutePath().normalize().toString());
        long count = parts.stream().mapToLong(Part::count).sum();
        try (Statement statement = connection.createStatement()) {
            statement.execute(PART.formatted(from, to, EventBuffer.EVENT_LIMIT));
            try (ResultSet row =
                    statement.executeQuery("SELECT count(*) FROM read_parquet(" + to + ")")) {
                row.next();
                if (row.getLong(1) != count) {
                    throw new IOException(row.getLong(1) + " of " + count + " events were merged");
                }
            }
        }
        written.part(
                file,
                count,
                parts.stream().mapToLong(each -> micros(each.first())).min().orElseThrow(),
                parts.stream().mapToLong(each -> micros(each.last())).max().orElseThrow());
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
