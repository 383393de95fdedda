package org.commonwatch.telemetry.actor;

import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Unit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * Who took part in what was counted. Of more than a limit of hours, days or floods, the latest are
 * kept.
 *
 * @param hours different sources and targets of an hour at a sensor
 * @param days different sources and targets of a day, by kind and sector
 * @param leaders what each day had most of, by its start in UTC
 * @param requests what may be the requests of a reflection attack, by the service asked
 */
public record Actors(
        Map<HourScope, Parties> hours,
        Map<DayScope, Parties> days,
        Map<Instant, DayLeaders> leaders,
        Map<PortScope, Requests> requests) {
    /** No more hours or days, each by what they are told apart by, are kept. */
    public static final int SCOPE_LIMIT = 100_000;

    /** No more sorts of questions, each of a service in an hour, are kept: more than a month's. */
    public static final int REQUEST_LIMIT = 250_000;

    /** No more days have leaders. */
    public static final int DAY_LIMIT = 400;

    /** Nobody. */
    public static final Actors NONE = new Actors(Map.of(), Map.of(), Map.of(), Map.of());

    /** Events of one unit at a sensor in an hour, whose sources are established or claimed. */
    public record HourScope(Instant hour, String sensor, Unit unit, boolean established)
            implements Comparable<HourScope> {
        private static final Comparator<HourScope> ORDER =
                Comparator.comparing(HourScope::hour)
                        .thenComparing(HourScope::sensor)
                        .thenComparing(HourScope::unit)
                        .thenComparing(HourScope::established);

        @Override
        public int compareTo(HourScope other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Events of one unit and kind on a day, whose sources are established or claimed.
     *
     * @param day its start in UTC
     * @param sector of their targets, empty if they are in none
     */
    public record DayScope(Instant day, Unit unit, Kind kind, boolean established, String sector)
            implements Comparable<DayScope> {
        private static final Comparator<DayScope> ORDER =
                Comparator.comparing(DayScope::day)
                        .thenComparing(DayScope::unit)
                        .thenComparing(DayScope::kind)
                        .thenComparing(DayScope::established)
                        .thenComparing(DayScope::sector);

        @Override
        public int compareTo(DayScope other) {
            return ORDER.compare(this, other);
        }
    }

    /** How many different addresses acted and were acted upon. */
    public record Parties(Distinct sources, Distinct targets) {
        /** Those of both. */
        public Parties and(Parties other) {
            return new Parties(sources.and(other.sources), targets.and(other.targets));
        }
    }

    /**
     * What a day had most alerts of.
     *
     * @param sources established ones only: who is merely claimed is accused of nothing
     * @param targets of all alerts
     * @param signatures of all alerts
     * @param claimants sources of what may be the requests of a reflection attack, each with the
     *     service and the question in front of it
     */
    public record DayLeaders(
            Leaders sources, Leaders targets, Leaders signatures, Leaders claimants) {
        /** Those of both. */
        public DayLeaders and(DayLeaders other) {
            return new DayLeaders(
                    sources.and(other.sources),
                    targets.and(other.targets),
                    signatures.and(other.signatures),
                    claimants.and(other.claimants));
        }
    }

    /**
     * Events of one unit and kind at a sensor in an hour, that asked one service the same.
     *
     * @param port of UDP
     * @param question which of 256 sorts of questions it was: the same for the same DNS name or, of
     *     what has none, the same signature, and rarely for others
     */
    public record PortScope(
            Instant hour, String sensor, Unit unit, Kind kind, int port, int question)
            implements Comparable<PortScope> {
        private static final Comparator<PortScope> ORDER =
                Comparator.comparing(PortScope::hour)
                        .thenComparing(PortScope::sensor)
                        .thenComparing(PortScope::unit)
                        .thenComparing(PortScope::kind)
                        .thenComparingInt(PortScope::port)
                        .thenComparingInt(PortScope::question);

        @Override
        public int compareTo(PortScope other) {
            return ORDER.compare(this, other);
        }
    }

    /** How often it was asked in the name of how many different sources, all merely claimed. */
    public record Requests(long count, Distinct sources) {
        /** Those of both. */
        public Requests and(Requests other) {
            return new Requests(count + other.count, sources.and(other.sources));
        }
    }

    public Actors {
        hours = latest(hours, SCOPE_LIMIT);
        days = latest(days, SCOPE_LIMIT);
        leaders = latest(leaders, DAY_LIMIT);
        requests = latest(requests, REQUEST_LIMIT);
    }

    private static <K extends Comparable<K>, V> Map<K, V> latest(Map<K, V> all, int limit) {
        TreeMap<K, V> latest = new TreeMap<>(all);
        while (latest.size() > limit) {
            latest.pollFirstEntry();
        }
        return Collections.unmodifiableMap(latest);
    }

    /** Both together. */
    public Actors and(Actors other) {
        return new Actors(
                both(hours, other.hours, Parties::and),
                both(days, other.days, Parties::and),
                both(leaders, other.leaders, DayLeaders::and),
                both(requests, other.requests, Requests::and));
    }

    private static <K extends Comparable<K>, V> Map<K, V> both(
            Map<K, V> one, Map<K, V> other, BinaryOperator<V> and) {
        Map<K, V> both = new TreeMap<>(one);
        other.forEach((key, value) -> both.merge(key, value, and));
        return both;
    }

    /**
     * The requests that were so many that they are a reflection attack's. Their sources are likely
     * its victims: whoever is named there gets the answers.
     */
    public Map<PortScope, Requests> floods() {
        Map<PortScope, Requests> floods = new TreeMap<>();
        requests.forEach((service, asked) -> {
            if (asked.count() >= Reflection.FLOOD_LEAST) {
                floods.put(service, asked);
            }
        });
        return floods;
    }

    /**
     * The sources that most alerts of a day's floods name, likely victims; none without flood. Of a
     * flood are alerts that ask a service what it was asked often enough on that day.
     */
    public Leaders likelyVictims(Instant day) {
        DayLeaders ofDay = leaders.get(day);
        Set<String> flooded =
                floods().keySet().stream()
                        .filter(service ->
                                service.unit() == Unit.ALERT
                                        && service.hour().truncatedTo(ChronoUnit.DAYS).equals(day))
                        .map(service -> Question.service(service.port(), service.question()))
                        .collect(Collectors.toSet());
        if (flooded.isEmpty() || ofDay == null) {
            return Leaders.NONE;
        }
        Map<String, Map<String, Long>> byQuestion = new TreeMap<>();
        ofDay.claimants()
                .counts()
                .forEach((claimant, count) -> {
                    int blank = claimant.indexOf(' ');
                    String question = claimant.substring(0, Math.max(0, blank));
                    if (flooded.contains(question.substring(0, question.lastIndexOf('/') + 1))) {
                        byQuestion
                                .computeIfAbsent(question, any -> new TreeMap<>())
                                .put(claimant.substring(blank + 1), count);
                    }
                });
        long error = ofDay.claimants().error();
        return byQuestion.values().stream()
                .filter(counts -> sum(counts) >= Reflection.FLOOD_LEAST)
                .map(counts -> new Leaders(counts, error))
                .reduce(Leaders.NONE, Leaders::and);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The established sources with most alerts of a day, without those that are likely victims of a
     * reflection attack on that day.
     */
    public List<Leaders.Leader> attackers(Instant day, int limit) {
        DayLeaders ofDay = leaders.get(day);
        if (ofDay == null) {
            return List.of();
        }
        Set<String> victims = new HashSet<>(likelyVictims(day).counts().keySet());
        return ofDay.sources().first(Leaders.KEPT_LIMIT).stream()
                .filter(source -> !victims.contains(source.name()))
                .limit(limit)
                .collect(Collectors.toUnmodifiableList());
    }
}
