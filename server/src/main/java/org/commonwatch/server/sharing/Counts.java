package org.commonwatch.server.sharing;

import org.commonwatch.server.intel.CellSums;
import org.commonwatch.server.intel.Cells;
import org.commonwatch.server.intel.Cells.Counted;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The counts. The operator of the deployment reads all of them, a party those of its own sensors:
 * no rule yet says who else may read them.
 */
public final class Counts {
    /**
     * One cell in words.
     *
     * @param hour start of the hour, by event time
     * @param source {@code established} or {@code claimed}
     * @param country two letters, empty if not known or not looked up; weak evidence
     * @param asn of the autonomous system, 0 if not known or not looked up
     * @param sector of the targets, empty if they are in none
     * @param rule the counting rule and its version
     * @param drawn whether it was drawn from the plan of an invented world, and not counted
     */
    public record Count(
            String hour,
            String sensor,
            String unit,
            String kind,
            String source,
            String country,
            long asn,
            String sector,
            String rule,
            boolean drawn,
            long count) {}

    /** Exact counts, as known at an instant. */
    public record Published(String knownAt, boolean exact, List<Count> cells) {}

    /**
     * What is asked for by the period.
     *
     * @param period {@code day} or {@code hour}
     * @param unit what is counted; units are never added together
     * @param established only where the source is established, or only where it is claimed
     * @param rule of those that there are; needed if there are several, for their numbers are not
     *     to be compared
     */
    public record Wanted(
            String period,
            Instant from,
            Instant to,
            String unit,
            Optional<String> kind,
            Optional<String> sector,
            Optional<Boolean> established,
            Optional<String> sensor,
            Optional<String> rule) {}

    /**
     * A period's count of a kind against a sector.
     *
     * @param drawn whether any of it was drawn from the plan of an invented world
     */
    public record Sum(Instant period, String kind, String sector, boolean drawn, long count) {}

    /**
     * Counts by period.
     *
     * @param rule under which they were counted; empty if nothing was
     * @param sensors how many counted anything at all in a period
     */
    public record Periods(
            Instant knownAt, String rule, List<Sum> sums, Map<Instant, Integer> sensors) {}

    /**
     * A count of a whole time.
     *
     * @param source {@code established} or {@code claimed}
     * @param drawn whether any of it was drawn from the plan of an invented world
     */
    public record Tally(
            String kind,
            String source,
            String country,
            String sector,
            String sensor,
            boolean drawn,
            long count) {}

    /**
     * Counts of a whole time, the most first.
     *
     * @param rule under which they were counted; empty if nothing was
     */
    public record Tallies(Instant knownAt, String rule, List<Tally> tallies) {}

    /** From where they come. */
    public record Store(Cells cells, CellSums sums, Credentials credentials) {}

    private final Store store;
    private final InstantSource clock;

    public Counts(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Counts by the period, for who asks. A sensor that is not among those whose counts the reader
     * may read is told as one that never was.
     */
    public Periods periods(Credential reader, Wanted wanted) {
        Instant now = clock.instant();
        var filter =
                new CellSums.Filter(
                        wanted.from,
                        wanted.to,
                        wanted.unit,
                        wanted.kind,
                        wanted.sector,
                        wanted.established);
        CellSums.Summed all =
                store.sums().of(wanted.period, filter, sensors(reader, wanted.sensor));
        if (all.sums().size() > CellSums.LIMIT || all.covered().size() > CellSums.LIMIT) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "There are more than " + CellSums.LIMIT + " counts in that time.",
                            "Ask for days, or for a shorter time with 'from' and 'to'."));
        }
        String rule = rule(wanted.rule, all.sums().stream().map(CellSums.Sum::rule));
        Map<Instant, Integer> sensors = new LinkedHashMap<>();
        all.covered().forEach(each -> sensors.put(each.period(), each.sensors()));
        List<Sum> sums =
                all.sums().stream()
                        .filter(sum -> sum.rule().equals(rule))
                        .map(sum ->
                                new Sum(
                                        sum.period(),
                                        sum.kind(),
                                        sum.sector(),
                                        sum.drawn(),
                                        sum.count()))
                        .toList();
        return new Periods(now, rule, sums, sensors);
    }

    /** Counts of a whole time, for who asks, as those by the period are told. */
    public Tallies tallies(
            Credential reader, Instant from, Instant to, String unit, Optional<String> rule) {
        Instant now = clock.instant();
        List<CellSums.Tally> all =
                store.sums().tallies(from, to, unit, sensors(reader, Optional.empty()));
        if (all.size() > CellSums.LIMIT) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "There are more than " + CellSums.LIMIT + " counts in that time.",
                            "Ask for a shorter time with 'from' and 'to'."));
        }
        String only = rule(rule, all.stream().map(CellSums.Tally::rule));
        return new Tallies(
                now,
                only,
                all.stream()
                        .filter(each -> each.rule().equals(only))
                        .map(each ->
                                new Tally(
                                        each.kind(),
                                        source(each.established()),
                                        each.country(),
                                        each.sector(),
                                        each.sensor(),
                                        each.drawn(),
                                        each.count()))
                        .toList());
    }

    private static String rule(Optional<String> named, Stream<String> all) {
        List<String> rules = all.distinct().sorted().toList();
        if (named.isPresent()) {
            if (!rules.isEmpty() && !rules.contains(named.get())) {
                throw new ProblemException(
                        new Problem.Unprocessable(
                                "Nothing of it was counted under the rule '" + named.get() + "'.",
                                "Name one of " + String.join(", ", rules) + ", or leave it out."));
            }
            return named.get();
        }
        if (rules.size() > 1) {
            throw new ProblemException(
                    new Problem.Unprocessable(
                            "What was counted then was counted under several rules, whose numbers"
                                    + " are not to be compared: "
                                    + String.join(", ", rules)
                                    + ".",
                            "Name one of them with 'rule'."));
        }
        return rules.isEmpty() ? "" : rules.getFirst();
    }

    private static String source(boolean established) {
        return established ? "established" : "claimed";
    }

    /** The last hour in which anything was counted that the reader may read. */
    public Optional<Instant> last(Credential reader, Optional<String> sensor) {
        return store.sums().last(sensors(reader, sensor));
    }

    private Optional<Set<String>> sensors(Credential reader, Optional<String> only) {
        if (reader.is(Credential.Role.OPERATOR)) {
            return only.map(Set::of);
        }
        Set<String> own = store.credentials().sensorsOf(reader.party());
        return Optional.of(
                only.isEmpty() ? own : own.contains(only.get()) ? Set.of(only.get()) : Set.of());
    }

    /** Every cell from an hour on, included, to another, not included; by hour. */
    public Published between(Instant from, Instant to) {
        String knownAt = clock.instant().toString();
        return new Published(
                knownAt,
                true,
                store.cells().between(from, to).stream().map(Counts::words).toList());
    }

    private static Count words(Counted counted) {
        return new Count(
                counted.hour().toString(),
                counted.sensor(),
                counted.unit(),
                counted.kind(),
                source(counted.established()),
                counted.country(),
                counted.asn(),
                counted.sector(),
                counted.rule(),
                counted.drawn(),
                counted.count());
    }
}
