package org.commonwatch.server.surges;

import org.commonwatch.insight.series.Cadence;
import org.commonwatch.insight.series.Series;
import org.commonwatch.insight.surge.Surges.Counted;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.occasions.RampTests;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.sharing.Counts;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.ServerRequest;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which counts a question is about.
 *
 * @param span of time; up to the last that was counted if absent
 */
record Asked(Cadence cadence, Span span, What what, Optional<String> sensor) {
    /** What is counted if nothing is said. */
    static final String UNIT = "alert";

    private static final Duration USUAL = Duration.ofDays(2 * 365 + 1);
    private static final Duration USUAL_HOURS = Duration.ofDays(92);

    /** From when, and until when. */
    record Span(Optional<Instant> from, Optional<Instant> to) {}

    /**
     * What is counted.
     *
     * @param source {@code established} or {@code claimed}
     */
    record What(
            String unit,
            Optional<String> kind,
            Optional<String> sector,
            Optional<String> source,
            Optional<String> rule) {
        // The same unit against the same sector, whatever it was.
        private What anyAgainst() {
            return new What(unit, Optional.empty(), sector, Optional.empty(), rule);
        }
    }

    static Asked of(ServerRequest request) {
        return of(request::param);
    }

    /** What parameters of an address ask for. */
    static Asked of(Function<String, Optional<String>> parameters) {
        Cadence cadence =
                Terms.cadence(parameters.apply("cadence").orElse("day")).equals("hour")
                        ? Cadence.HOUR
                        : Cadence.DAY;
        var span = new Span(time(parameters, "from"), time(parameters, "to"));
        var what =
                new What(
                        Terms.unit(parameters.apply("unit").orElse(UNIT)),
                        parameters.apply("kind").map(Terms::kind),
                        parameters.apply("sector"),
                        parameters.apply("source").map(Terms::source),
                        parameters.apply("rule"));
        return new Asked(cadence, span, what, parameters.apply("sensor"));
    }

    /** All days of the counts of a question. */
    static Asked of(RampTests.Counted counted) {
        var what =
                new What(
                        counted.unit(),
                        counted.kind(),
                        counted.sector(),
                        counted.source(),
                        Optional.of(counted.rule()));
        return days(what, counted.sensor());
    }

    /** All days of some counts. */
    static Asked days(What what, Optional<String> sensor) {
        return new Asked(Cadence.DAY, new Span(Optional.empty(), Optional.empty()), what, sensor);
    }

    private static Optional<Instant> time(
            Function<String, Optional<String>> parameters, String name) {
        return parameters.apply(name).map(text -> Requests.time(name, text));
    }

    static String word(Cadence cadence) {
        return cadence == Cadence.HOUR ? "hour" : "day";
    }

    /**
     * What there is of it.
     *
     * @param drawn the periods of which something was drawn from the plan of an invented world
     */
    record Found(Instant knownAt, String rule, Counted counted, Set<Instant> drawn) {
        Series all() {
            return counted.all();
        }
    }

    /** Finds it, for who asks; refused if nothing was counted. */
    Found find(Counts counts, Credential reader) {
        ChronoUnit unit = cadence == Cadence.HOUR ? ChronoUnit.HOURS : ChronoUnit.DAYS;
        Optional<Instant> last = counts.last(reader, sensor);
        if (last.isEmpty()) {
            throw new ProblemException(
                    new Problem.Unprocessable(
                            "Nothing was counted by the sensors that you may ask about.",
                            "Deliver something first, or ask about another sensor."));
        }
        Instant to = span.to.orElse(last.get().truncatedTo(unit).plus(1, unit)).truncatedTo(unit);
        Instant from =
                span.from
                        .orElse(to.minus(cadence == Cadence.HOUR ? USUAL_HOURS : USUAL))
                        .truncatedTo(unit);
        long length = unit.between(from, to);
        if (length < 1 || length > Series.LIMIT) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "From " + from + " to " + to + " there are " + length + " periods.",
                            "Ask for 1 to " + Series.LIMIT + " of them."));
        }
        Counts.Periods periods = counts.periods(reader, wanted(what, from, to));
        if (periods.sums().isEmpty() && what.sector.isPresent()) {
            check(what.sector.get(), counts.periods(reader, wanted(what.anyAgainst(), from, to)));
        }
        return found(periods, from, (int) length);
    }

    private static void check(String sector, Counts.Periods all) {
        if (all.sums().isEmpty()) {
            throw new ProblemException(
                    new Problem.Unprocessable(
                            "Nothing was counted against the sector '" + sector + "' in that time.",
                            "Name a sector of those that GET /api/v1/attacks tells, or leave it"
                                    + " out."));
        }
    }

    private Counts.Wanted wanted(What what, Instant from, Instant to) {
        return new Counts.Wanted(
                word(cadence),
                from,
                to,
                what.unit,
                what.kind,
                what.sector,
                what.source.map("established"::equals),
                sensor,
                what.rule);
    }

    // What came before the first sensor is no history.
    private Found found(Counts.Periods periods, Instant from, int length) {
        double[] exposures = new double[length];
        periods.sensors().forEach((start, sensors) -> exposures[at(from, start)] = sensors);
        int first = 0;
        while (first < length - 1 && exposures[first] == 0) {
            first++;
        }
        Map<String, long[]> kinds = new LinkedHashMap<>();
        Map<String, long[]> sectors = new LinkedHashMap<>();
        long[] all = new long[length];
        Set<Instant> drawn = new HashSet<>();
        for (Counts.Sum sum : periods.sums()) {
            int at = at(from, sum.period());
            all[at] += sum.count();
            if (sum.drawn()) {
                drawn.add(sum.period());
            }
            kinds.computeIfAbsent(sum.kind(), key -> new long[length])[at] += sum.count();
            if (!sum.sector().isEmpty()) {
                sectors.computeIfAbsent(sum.sector(), key -> new long[length])[at] += sum.count();
            }
        }
        var shape = new Shape(from, first, exposures);
        return new Found(
                periods.knownAt(),
                periods.rule(),
                new Counted(
                        shape.series(all, cadence),
                        shape.series(kinds, cadence),
                        shape.series(sectors, cadence)),
                drawn);
    }

    private int at(Instant from, Instant period) {
        return (int) cadence.periods(Duration.between(from, period));
    }

    /** Periods that all series share. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Shape(Instant from, int first, double[] exposures) {
        Series series(long[] counts, Cadence cadence) {
            return Series.of(
                    from.plus(cadence.length().multipliedBy(first)),
                    cadence,
                    tail(counts),
                    tail(exposures));
        }

        Map<String, Series> series(Map<String, long[]> parts, Cadence cadence) {
            Map<String, Series> series = new LinkedHashMap<>();
            parts.forEach((name, counts) -> series.put(name, series(counts, cadence)));
            return series;
        }

        private long[] tail(long[] counts) {
            return Arrays.copyOfRange(counts, first, counts.length);
        }

        private double[] tail(double[] values) {
            return Arrays.copyOfRange(values, first, values.length);
        }
    }
}
