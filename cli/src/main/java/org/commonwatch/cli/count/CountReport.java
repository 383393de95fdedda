package org.commonwatch.cli.count;

import org.commonwatch.cli.matching.Matches;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.counting.Cells;
import org.commonwatch.telemetry.counting.LineAccount;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Kinds;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.geography.Geography.Database;
import org.commonwatch.telemetry.geography.Origin;
import org.commonwatch.telemetry.matching.IndicatorTable;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * A tally for people or for programs, every number with what it must carry.
 *
 * @param matched whether indicators were looked for
 * @param by what the table tells apart; if nothing, unit, kind and source
 * @param top how many of each day's leaders are told
 * @param sessions of all files together, if they were looked for
 */
public record CountReport(
        Sum sum, boolean matched, Set<By> by, int top, Optional<SessionReport> sessions) {
    private static final int REJECTS_SHOWN = 5;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What cells can be told apart by. */
    public enum By {
        HOUR,
        DAY,
        UNIT,
        KIND,
        SOURCE,
        COUNTRY,
        ASN,
        SECTOR,
        SENSOR;

        String of(Cell cell) {
            return switch (this) {
                case HOUR -> cell.hour().toString();
                case DAY -> cell.hour().toString().substring(0, "2018-11-24".length());
                case UNIT -> cell.unit().label();
                case KIND -> cell.kind().label();
                case SOURCE -> standing(cell.established());
                case COUNTRY -> country(cell.origin());
                case ASN -> asn(cell.origin());
                case SECTOR -> cell.sector().isEmpty() ? "none" : cell.sector();
                case SENSOR -> cell.sensor();
            };
        }

        private static String country(Origin origin) {
            return origin.country().isEmpty() ? "unknown" : origin.country();
        }

        private static String asn(Origin origin) {
            if (origin.equals(Origin.OTHER)) {
                return origin.country();
            }
            return origin.asn() == 0 ? "unknown" : "AS" + origin.asn();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What all numbers have in common.
     *
     * @param rule that they were made by, if its sentences are known
     * @param sensor one name, or several
     * @param databases where countries and autonomous systems are from
     */
    public record Ground(Optional<CountingRule> rule, String sensor, List<Database> databases) {
        static Ground of(FileCount.Plan plan) {
            return new Ground(
                    Optional.of(plan.rule()), plan.sensor(), plan.places().geography().databases());
        }

        /** Of counts from elsewhere, whose cells name their sensors. */
        public static Ground of(
                Optional<CountingRule> rule, Tally tally, List<Database> databases) {
            String sensors =
                    tally.cells().keySet().stream()
                            .map(Cell::sensor)
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", "));
            return new Ground(rule, sensors.isEmpty() ? "none" : sensors, databases);
        }
    }

    /** The files of a run, added up. */
    public static final class Sum {
        private final Map<String, Long> files = new TreeMap<>();
        private final Map<String, Long> unknown = new TreeMap<>();
        private final List<Map<String, Object>> each = new ArrayList<>();
        private final AtomicLong foreign = new AtomicLong();
        private final Ground ground;
        private final Matches matches;
        private final SessionCount sessions;
        private final AtomicReference<Tally> tally;

        /** Nothing yet, of what is planned. */
        Sum(FileCount.Plan plan) {
            this(
                    Ground.of(plan),
                    Tally.empty(plan.rule().id()),
                    new Matches(plan.indicators()),
                    plan.sessions());
        }

        /** What was counted before. */
        public Sum(Ground ground, Tally tally) {
            this(ground, tally, new Matches(IndicatorTable.empty()), SessionCount.none());
        }

        private Sum(Ground ground, Tally first, Matches matches, SessionCount sessions) {
            this.ground = ground;
            this.matches = matches;
            this.sessions = sessions;
            tally = new AtomicReference<>(first);
        }

        /**
         * Adds a file.
         *
         * @param counted what the count of the file gave
         */
        void add(String name, FileCount count, Tally counted) {
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("file", name);
            file.put("format", count.format());
            file.put("lines", counted.lines().lines());
            file.put("account", counted.lines());
            file.put("notUnderstood", count.unknown());
            each.add(file);
            files.merge(count.format(), 1L, Long::sum);
            unknown.merge(count.format(), count.unknown(), Long::sum);
            tally.set(tally.get().and(counted));
            count.forEachMet(matches::add);
        }

        /** A file of no known format was left out. */
        void addForeign() {
            foreign.incrementAndGet();
        }

        Tally tally() {
            return tally.get();
        }

        List<Database> databases() {
            return ground.databases();
        }

        Optional<SessionReport> sessions() {
            return sessions.report(ground.sensor());
        }
    }

    public CountReport {
        // Units are never added together, so every table tells them apart.
        Set<By> all = new LinkedHashSet<>(by.isEmpty() ? List.of(By.UNIT, By.KIND, By.SOURCE) : by);
        all.add(By.UNIT);
        by = Collections.unmodifiableSet(all);
    }

    private Tally tally() {
        return sum.tally();
    }

    // Sessions are a unit of their own, which is why they may stand beside the others.
    private void forEachCell(BiConsumer<Cell, Long> use) {
        tally().cells().forEach(use);
        sessions.ifPresent(found -> found.counts().cells().forEach(use));
    }

    private Map<List<String>, Long> rows() {
        Comparator<List<String>> inOrder =
                (one, other) -> {
                    for (int i = 0; i < one.size(); i++) {
                        int order = one.get(i).compareTo(other.get(i));
                        if (order != 0) {
                            return order;
                        }
                    }
                    return 0;
                };
        Map<List<String>, Long> rows = new TreeMap<>(inOrder);
        forEachCell((cell, count) ->
                rows.merge(by.stream().map(word -> word.of(cell)).toList(), count, Long::sum));
        return rows;
    }

    /** For people. */
    public void text(PrintWriter out) {
        Tally tally = tally();
        out.printf(
                "counting rule %s, %s, sensor %s, %s, exact%n",
                tally.rule(), Kinds.ID, sum.ground.sensor(), window());
        String format =
                by.stream().map(CountReport::column).collect(Collectors.joining()) + "  %12s%n";
        List<Object> heads = new ArrayList<>(by);
        heads.add("count");
        out.printf(format, heads.toArray());
        rows().forEach((row, count) -> {
            List<Object> cells = new ArrayList<>(row);
            cells.add(String.format(Locale.ROOT, "%,d", count));
            out.printf(format, cells.toArray());
        });
        sum.ground
                .rule()
                .ifPresent(rule -> {
                    out.println(rule.sentence(Unit.PROBE));
                    out.println(rule.sentence(Unit.ALERT));
                    out.println(rule.establishedSentence());
                });
        sessions.ifPresent(found -> found.text(out));
        places(out);
        new ActorReport(tally.actors(), top).text(out);
        LineAccount lines = tally.lines();
        out.printf(
                "lines %,d = %,d counted + %,d context + %,d skipped + %,d rejected%n",
                lines.lines(), lines.counted(), lines.context(), lines.skipped(), lines.rejected());
        sum.files.forEach((name, files) ->
                out.printf(
                        "format %s: %,d files, %,d records not understood%n",
                        name, files, sum.unknown.getOrDefault(name, 0L)));
        if (sum.foreign.get() > 0) {
            out.printf("of no known format, left out: %,d files%n", sum.foreign.get());
        }
        if (tally.lines().withoutZone() > 0) {
            out.printf("times without a zone, read as UTC: %,d%n", tally.lines().withoutZone());
        }
        if (matched) {
            sum.matches.text(tally, out);
        }
        out.flush();
    }

    private void places(PrintWriter out) {
        for (Database database : sum.ground.databases()) {
            out.printf(
                    "where addresses are: %s. Weak evidence: where traffic passed, not who sent"
                            + " it.%n",
                    database.name());
            if (!database.attribution().isBlank()) {
                out.println("  " + database.attribution().replaceAll("\\p{Cntrl}", " "));
            }
        }
        long folded = tally().cells().folded();
        if (folded > 0) {
            out.printf(
                    "not told apart: %,d events are 'other', since a month has at most %,d cells"
                            + " that tell where%n",
                    folded, Cells.MONTH_LIMIT);
        }
    }

    private static String column(By word) {
        return switch (word) {
            case HOUR -> "  %-20s";
            case DAY -> "  %-10s";
            case UNIT -> "  %-7s";
            case KIND -> "  %-30s";
            case SOURCE -> "  %-11s";
            case COUNTRY -> "  %-7s";
            case ASN -> "  %-12s";
            case SECTOR, SENSOR -> "  %-20s";
        };
    }

    /** The table alone, which programs add up themselves: each row names its counting rule. */
    public void csv(PrintWriter out) {
        out.print(by.stream().map(By::toString).collect(Collectors.joining(",")));
        out.print(",count,rule,kinds\n");
        rows().forEach((row, count) ->
                out.print(
                        String.join(",", row)
                                + ","
                                + count
                                + ","
                                + tally().rule()
                                + ","
                                + Kinds.ID
                                + "\n"));
        out.flush();
    }

    /** For programs, all of it. */
    public void json(PrintWriter out) {
        Tally tally = tally();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("rule", tally.rule().toString());
        report.put("kinds", Kinds.ID.toString());
        report.put("sensor", sum.ground.sensor());
        report.put("exact", true);
        report.put("geography", sum.ground.databases());
        report.put("folded", tally.cells().folded());
        report.put("lines", tally.lines().lines());
        report.put("account", tally.lines());
        report.put("files", sum.each);
        report.put("filesLeftOut", sum.foreign.get());
        report.put("formats", sum.files);
        report.put("notUnderstood", sum.unknown);
        report.put("rejectedBecause", tally.rejects().byReason());
        report.put("cells", cells());
        report.putAll(new ActorReport(tally.actors(), top).json());
        sessions.ifPresent(found -> report.put("sessions", found.json()));
        if (matched) {
            report.put("sightings", sum.matches.sightings(tally.sightings()));
            report.put("claimedSightings", sum.matches.sightings(tally.claimed()));
        }
        out.println(JSON.writeValueAsString(report));
        out.flush();
    }

    /** The first lines that could not be read, each with its place. */
    static void rejects(String file, Tally tally, PrintWriter err) {
        tally.rejects().first().stream()
                .limit(REJECTS_SHOWN)
                .forEach(line ->
                        err.printf(
                                "cwatch: %s: line %,d (byte %,d) rejected: %s%n",
                                file, line.line(), line.offset(), line.why()));
        long more = tally.rejects().count() - REJECTS_SHOWN;
        if (more > 0) {
            err.printf("cwatch: %s: and %,d more%n", file, more);
        }
        err.flush();
    }

    private String window() {
        if (tally().cells().isEmpty()) {
            return "no hour with anything counted";
        }
        List<Instant> hours = tally().cells().keySet().stream().map(Cell::hour).distinct().toList();
        return hours.getFirst()
                + " to "
                + hours.getLast().plus(Duration.ofHours(1))
                + ", "
                + hours.size()
                + " hours with counts";
    }

    /** What a source is, in a word. */
    static String standing(boolean established) {
        return established ? "established" : "claimed";
    }

    private List<Map<String, Object>> cells() {
        List<Map<String, Object>> cells = new ArrayList<>();
        forEachCell((cell, count) -> cells.add(cell(cell, count)));
        return cells;
    }

    private Map<String, Object> cell(Cell cell, long count) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("hour", cell.hour().toString());
        words.put("sensor", cell.sensor());
        words.put("unit", cell.unit().label());
        words.put("kind", cell.kind().label());
        words.put("source", standing(cell.established()));
        // What nobody looked up is not said to be unknown.
        if (!sum.ground.databases().isEmpty()) {
            words.put("country", cell.origin().country());
            words.put("asn", cell.origin().asn());
        }
        if (!cell.sector().isEmpty()) {
            words.put("sector", cell.sector());
        }
        words.put("count", count);
        return words;
    }
}
