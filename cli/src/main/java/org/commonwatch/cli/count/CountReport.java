package org.commonwatch.cli.count;

import org.commonwatch.cli.matching.Matches;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.counting.LineAccount;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Kinds;
import org.commonwatch.telemetry.event.Unit;

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
import java.util.stream.Collectors;

/**
 * A tally for people or for programs, every number with what it must carry.
 *
 * @param by what the table tells apart; if nothing, unit, kind and source
 * @param sessions if anybody asked for them
 */
record CountReport(
        Sum sum, String sensor, boolean matched, Set<By> by, Optional<SessionReport> sessions) {
    private static final int REJECTS_SHOWN = 5;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What cells can be told apart by. */
    enum By {
        HOUR,
        DAY,
        UNIT,
        KIND,
        SOURCE;

        String of(Cell cell) {
            return switch (this) {
                case HOUR -> cell.hour().toString();
                case DAY -> cell.hour().toString().substring(0, "2018-11-24".length());
                case UNIT -> cell.unit().label();
                case KIND -> cell.kind().label();
                case SOURCE -> cell.established() ? "established" : "claimed";
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The files of a run, added up. */
    static final class Sum {
        private final Map<String, Long> files = new TreeMap<>();
        private final Map<String, Long> unknown = new TreeMap<>();
        private final List<Map<String, Object>> each = new ArrayList<>();
        private final AtomicLong foreign = new AtomicLong();
        private final CountingRule rule;
        private final Matches matches;
        private final SessionCount sessions;
        private final AtomicReference<Tally> tally;

        Sum(FileCount.Plan plan) {
            rule = plan.rule();
            matches = new Matches(plan.indicators());
            sessions = plan.sessions();
            tally = new AtomicReference<>(Tally.empty(rule.id()));
        }

        Tally add(String name, FileCount count) {
            Tally counted = count.tally();
            String format = count.format();
            long unknownRecords = count.unknown();
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("file", name);
            file.put("format", format);
            file.put("lines", counted.lines().lines());
            file.put("account", counted.lines());
            file.put("notUnderstood", unknownRecords);
            each.add(file);
            files.merge(format, 1L, Long::sum);
            unknown.merge(format, unknownRecords, Long::sum);
            tally.set(tally.get().and(counted));
            count.forEachSighted(matches::add);
            return counted;
        }

        /** A file of no known format was left out. */
        void addForeign() {
            foreign.incrementAndGet();
        }

        Tally tally() {
            return tally.get();
        }

        Matches matches() {
            return matches;
        }

        SessionCount sessions() {
            return sessions;
        }
    }

    CountReport {
        // Units are never added together, so every table tells them apart.
        Set<By> all = new LinkedHashSet<>(by.isEmpty() ? List.of(By.UNIT, By.KIND, By.SOURCE) : by);
        all.add(By.UNIT);
        by = Collections.unmodifiableSet(all);
    }

    private Tally tally() {
        return sum.tally();
    }

    // Sessions are a unit of their own, which is why they may stand beside the others.
    private Map<Cell, Long> counted() {
        Map<Cell, Long> all = new TreeMap<>(tally().cells());
        sessions.ifPresent(found -> all.putAll(found.counts().cells()));
        return all;
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
        counted()
                .forEach((cell, count) ->
                        rows.merge(
                                by.stream().map(word -> word.of(cell)).toList(), count, Long::sum));
        return rows;
    }

    void text(PrintWriter out) {
        Tally tally = tally();
        out.printf(
                "counting rule %s, %s, sensor %s, %s, exact%n",
                tally.rule(), Kinds.ID, sensor, window());
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
        for (Unit unit : List.of(Unit.PROBE, Unit.ALERT)) {
            out.println(sum.rule.sentence(unit));
        }
        out.println(sum.rule.establishedSentence());
        sessions.ifPresent(found -> found.text(out));
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
            sum.matches().text(tally, out);
        }
        out.flush();
    }

    private static String column(By word) {
        return switch (word) {
            case HOUR -> "  %-20s";
            case DAY -> "  %-10s";
            case UNIT -> "  %-7s";
            case KIND -> "  %-30s";
            case SOURCE -> "  %-11s";
        };
    }

    /** The table alone, which programs add up themselves: each row names its counting rule. */
    void csv(PrintWriter out) {
        out.print(by.stream().map(By::toString).collect(Collectors.joining(",")));
        out.print(",count,rule\n");
        rows().forEach((row, count) ->
                out.print(String.join(",", row) + "," + count + "," + tally().rule() + "\n"));
        out.flush();
    }

    void json(PrintWriter out) {
        Tally tally = tally();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("rule", tally.rule().toString());
        report.put("kinds", Kinds.ID.toString());
        report.put("sensor", sensor);
        report.put("exact", true);
        report.put("lines", tally.lines().lines());
        report.put("account", tally.lines());
        report.put("files", sum.each);
        report.put("filesLeftOut", sum.foreign.get());
        report.put("formats", sum.files);
        report.put("notUnderstood", sum.unknown);
        report.put("rejectedBecause", tally.rejects().byReason());
        report.put("cells", cells());
        sessions.ifPresent(found -> report.put("sessions", found.json()));
        if (matched) {
            report.put("sightings", sum.matches().sightings(tally));
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

    private List<Map<String, Object>> cells() {
        return counted().entrySet().stream()
                .map(entry ->
                        Map.<String, Object>of(
                                "hour", entry.getKey().hour().toString(),
                                "unit", entry.getKey().unit().label(),
                                "kind", entry.getKey().kind().label(),
                                "source", entry.getKey().established() ? "established" : "claimed",
                                "count", entry.getValue()))
                .toList();
    }
}
