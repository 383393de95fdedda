package org.commonwatch.telemetry.simulation.world;

import org.commonwatch.stix.Sighting.Seen;
import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.counting.Cell;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.geography.Origin;
import org.commonwatch.telemetry.geography.Places;
import org.commonwatch.telemetry.simulation.Truth.Hit;
import org.commonwatch.telemetry.simulation.world.Campaigns.Hour;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Rise;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Sensor;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plan, carried out: what each sensor counts and sees, as cells and sightings or as the lines in
 * which that is to be counted and seen. Any days can be asked for, in any order, and are always the
 * same.
 */
public final class World {
    private final WorldPlan plan;
    private final Levels levels;
    private final Campaigns campaigns;

    public World(WorldPlan plan) {
        this.plan = plan;
        levels = new Levels(plan);
        campaigns = new Campaigns(plan);
    }

    /** What it is of. */
    public WorldPlan plan() {
        return plan;
    }

    /** Who attacks, from where and whom, and who knows of it since when. */
    public List<Campaign> campaigns() {
        return campaigns.all();
    }

    /** What addresses tell of where they are, in lines of any world. */
    public static Places places() {
        return Lands.PLACES;
    }

    /**
     * What a sensor counts, in the order of the cells.
     *
     * @param to the day after the last
     */
    public Map<Cell, Long> cells(String sensor, LocalDate from, LocalDate to) {
        int number = number(sensor);
        Map<Cell, Long> cells = new TreeMap<>();
        for (LocalDate date = from; date.isBefore(to); date = date.plusDays(1)) {
            for (Sight sight : Sight.of(plan.sensors().get(number).format())) {
                long[] counts = levels.hours(date, number, sight);
                for (int hour = 0; hour < counts.length; hour++) {
                    if (counts[hour] > 0) {
                        var at = new HourOfSight(number, date, hour, sight);
                        add(cells, at, counts[hour]);
                    }
                }
            }
        }
        return cells;
    }

    private record HourOfSight(int sensor, LocalDate date, int hour, Sight sight) {
        Instant start() {
            return date.atTime(hour, 0).toInstant(ZoneOffset.UTC);
        }
    }

    // What hits comes from where its campaign is, all else from where the rest of its sort is.
    private void add(Map<Cell, Long> cells, HourOfSight at, long count) {
        String sensor = plan.sensors().get(at.sensor).name();
        Lands.Pair pair = pair(at.sensor, at.date, at.hour, at.sight);
        long others = count;
        if (at.sight == Sight.WEB) {
            for (Campaigns.Hits hits : campaigns.in(sensor, at.date, at.hour, count)) {
                cells.merge(
                        cell(sensor, at, campaigns.origin(hits.address()), pair),
                        (long) hits.count(),
                        Long::sum);
                others -= hits.count();
            }
        }
        if (others > 0) {
            cells.merge(cell(sensor, at, pair.origin(), pair), others, Long::sum);
        }
    }

    private static Cell cell(String sensor, HourOfSight at, Origin origin, Lands.Pair pair) {
        String against = at.sight.saysTarget() ? pair.against() : "";
        var ends = new Cell.Ends(at.sight.established(), origin, against);
        return new Cell(at.start(), sensor, at.sight.unit(), at.sight.kind(), ends);
    }

    @SuppressWarnings("EnumOrdinal") // of this simulation alone
    Lands.Pair pair(int sensor, LocalDate date, int hour, Sight sight) {
        long since = date.toEpochDay() * Levels.HOURS + hour;
        return Lands.of(plan.seed(), since, sensor, sight.ordinal());
    }

    /**
     * Which addresses of campaigns a sensor sees, whoever knows of them by then.
     *
     * @param to the day after the last
     */
    public Map<Hit, Seen> hits(String sensor, LocalDate from, LocalDate to) {
        int number = number(sensor);
        Map<Hit, Seen> hits = new LinkedHashMap<>();
        for (Hour at : campaigns.of(sensor, from, to).keySet()) {
            HourOfSensor hour = hour(number, at.date(), at.hour());
            hour.seen().forEach((address, seen) -> hits.put(new Hit(address, hour.start()), seen));
        }
        return hits;
    }

    /**
     * Which sources that certainly took part a sensor sees beside those of campaigns, and when
     * first in each hour.
     *
     * @param to the day after the last
     */
    public Map<Hit, Instant> sources(String sensor, LocalDate from, LocalDate to) {
        return new WorldLines(this, number(sensor), from, to).sources();
    }

    /**
     * The lines that a sensor writes, an hour at a time.
     *
     * @param to the day after the last
     */
    public Iterator<byte[]> lines(String sensor, LocalDate from, LocalDate to) {
        return new WorldLines(this, number(sensor), from, to);
    }

    /** How many lines a sensor writes. */
    public long countLines(String sensor, LocalDate from, LocalDate to) {
        return cells(sensor, from, to).values().stream().mapToLong(Long::longValue).sum();
    }

    /** What is true of all days. */
    public WorldTruth truth() {
        Map<YearMonth, Map<Unit, Long>> months = new TreeMap<>();
        Map<LocalDate, long[]> alerts = new TreeMap<>();
        LocalDate end = plan.calendar().end();
        for (LocalDate date = plan.calendar().first();
                date.isBefore(end);
                date = date.plusDays(1)) {
            long[] both = new long[2];
            for (int sensor = 0; sensor < plan.sensors().size(); sensor++) {
                add(date, sensor, both, months.computeIfAbsent(YearMonth.from(date), World::units));
            }
            alerts.put(date, both);
        }
        List<WorldTruth.Risen> risen = new ArrayList<>();
        for (Rise rise : plan.events().rises()) {
            long with = 0;
            long without = 0;
            for (LocalDate date = rise.from(); date.isBefore(rise.to()); date = date.plusDays(1)) {
                with += alerts.getOrDefault(date, new long[2])[0];
                without += alerts.getOrDefault(date, new long[2])[1];
            }
            risen.add(
                    new WorldTruth.Risen(
                            rise.name(), rise.from(), rise.to(), rise.growing(), with, without));
        }
        return new WorldTruth(months, risen, campaigns());
    }

    private static Map<Unit, Long> units(YearMonth month) {
        return new EnumMap<>(Unit.class);
    }

    private void add(LocalDate date, int sensor, long[] alerts, Map<Unit, Long> month) {
        for (Sight sight : Sight.of(plan.sensors().get(sensor).format())) {
            long count = levels.day(date, sensor, sight, true);
            month.merge(sight.unit(), count, Long::sum);
            if (sight.unit() == Unit.ALERT) {
                alerts[0] += count;
                alerts[1] += levels.day(date, sensor, sight, false);
            }
        }
    }

    HourOfSensor hour(int sensor, LocalDate date, int hour) {
        Sensor who = plan.sensors().get(sensor);
        Map<Sight, Long> counts = new EnumMap<>(Sight.class);
        for (Sight sight : Sight.of(who.format())) {
            counts.put(sight, levels.hours(date, sensor, sight)[hour]);
        }
        long most = counts.getOrDefault(Sight.WEB, 0L);
        return new HourOfSensor(date, hour, counts, campaigns.in(who.name(), date, hour, most));
    }

    private int number(String sensor) {
        for (int i = 0; i < plan.sensors().size(); i++) {
            if (plan.sensors().get(i).name().equals(sensor)) {
                return i;
            }
        }
        throw new TelemetryRefusedException(
                new TelemetryRefusal.ImpossibleWorld("there is no sensor '" + sensor + "'"));
    }
}
