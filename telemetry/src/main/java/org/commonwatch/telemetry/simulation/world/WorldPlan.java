package org.commonwatch.telemetry.simulation.world;

import org.commonwatch.telemetry.TelemetryRefusal;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.simulation.Format;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to happen in an invented world. Throws {@link TelemetryRefusedException} for what cannot.
 *
 * @param seed chooses one of many possible worlds
 * @param calendar which days
 * @param network who watches
 * @param events what is unusual
 * @param attackers who attacks, and who knows of them
 */
public record WorldPlan(
        long seed, Days calendar, Network network, Events events, List<Attackers> attackers) {
    /** On every such day from the first on holders tell what they learnt. */
    public static final int TELLING_DAYS = 10;

    private static final int DAY_LIMIT = 3_660;
    private static final long MONTHLY_LIMIT = 1_000_000_000;
    private static final int SENSOR_LIMIT = 100;
    private static final int CAMPAIGN_LIMIT = 1_000;
    private static final int EACH_LIMIT = 200;
    private static final int EVENT_LIMIT = 1_000;
    private static final int HOLDER_LIMIT = 100;
    private static final int HUNDRED = 100;
    private static final int SHARES = 100_000;
    private static final int SOURCE_LIMIT = 3_000;
    private static final int RISE_LIMIT = 1_000;

    /** Days, one after the other, in UTC. */
    public record Days(LocalDate first, int count) {
        /** The day after the last. */
        public LocalDate end() {
            return first.plusDays(count);
        }
    }

    /**
     * All that watches.
     *
     * @param monthly about how many alerts all sensors count in thirty usual days
     */
    public record Network(long monthly, List<Sensor> sensors) {
        public Network {
            sensors = List.copyOf(sensors);
        }
    }

    /**
     * A sensor.
     *
     * @param party whose it is
     * @param share of all that is counted, beside the shares of the others
     * @param sources how many come again and again, beside those of campaigns; 0 if most of them
     *     come only once
     */
    public record Sensor(String name, String party, Format format, int share, int sources) {
        /** Most of whose sources come only once. */
        public Sensor(String name, String party, Format format, int share) {
            this(name, party, format, share, 0);
        }
    }

    /**
     * More of something for a time: at once, or more and more until the last day.
     *
     * @param percent how much more, in the end
     * @param growing whether it grows day by day
     * @param kinds what there is more of; everything if empty
     */
    public record Rise(
            String name, LocalDate from, int days, int percent, boolean growing, Set<Kind> kinds) {
        /** The day after the last. */
        public LocalDate to() {
            return from.plusDays(days);
        }
    }

    /** Days on which a sensor is broken and says nothing. */
    public record Silence(String sensor, LocalDate from, int days) {}

    /** What is unusual. */
    public record Events(List<Rise> rises, List<Silence> silences) {}

    /**
     * Attackers whose means are used again and again, and against several.
     *
     * @param from the day from which on they begin
     * @param campaigns how many there are in all days
     * @param each how many addresses each of them uses
     * @param victims sensors that see each of them; of others each sees half of them, by chance
     * @param holders who learns of them
     */
    public record Attackers(
            LocalDate from, int campaigns, int each, Set<String> victims, List<Holder> holders) {
        public Attackers {
            victims = Set.copyOf(victims);
            holders = List.copyOf(holders);
        }
    }

    /**
     * Who learns of addresses, and tells of them every {@link #TELLING_DAYS} days.
     *
     * @param marking how it marks what it tells
     * @param share how many of a hundred campaigns it learns of
     */
    public record Holder(String party, String marking, int share) {}

    public WorldPlan {
        attackers = List.copyOf(attackers);
        check("days", calendar.count(), 1, DAY_LIMIT);
        check("alerts a month", network.monthly(), 0, MONTHLY_LIMIT);
        check("sensors", network.sensors().size(), 1, SENSOR_LIMIT);
        Set<String> names = new HashSet<>();
        for (Sensor each : network.sensors()) {
            check("shares of a sensor", each.share(), 1, SHARES);
            check("sources of a sensor", each.sources(), 0, SOURCE_LIMIT);
            if (!names.add(each.name())) {
                throw refused("there are two sensors '" + each.name() + "'");
            }
        }
        check("rises", events.rises().size(), 0, EVENT_LIMIT);
        for (Rise rise : events.rises()) {
            check("percent of a rise", rise.percent(), 1, RISE_LIMIT);
            check("days of a rise", rise.days(), 1, calendar.count());
            within(calendar, "'" + rise.name() + "'", rise.from(), rise.to());
        }
        check("silences", events.silences().size(), 0, EVENT_LIMIT);
        for (Silence silence : events.silences()) {
            check("days of silence", silence.days(), 1, calendar.count());
            if (!names.contains(silence.sensor())) {
                throw refused("there is no sensor '" + silence.sensor() + "' to be silent");
            }
            LocalDate end = silence.from().plusDays(silence.days());
            within(calendar, "a silence of '" + silence.sensor() + "'", silence.from(), end);
        }
        int campaigns = 0;
        for (Attackers each : attackers) {
            check(each, names);
            campaigns += each.campaigns();
        }
        check("campaigns", campaigns, 0, CAMPAIGN_LIMIT);
    }

    private static void check(Attackers attackers, Set<String> sensors) {
        check("campaigns", attackers.campaigns(), 0, CAMPAIGN_LIMIT);
        check("addresses of a campaign", attackers.each(), 1, EACH_LIMIT);
        check("holders", attackers.holders().size(), 0, HOLDER_LIMIT);
        for (Holder each : attackers.holders()) {
            check("hundredths that a holder learns of", each.share(), 1, HUNDRED);
        }
        for (String victim : attackers.victims()) {
            if (!sensors.contains(victim)) {
                throw refused("there is no sensor '" + victim + "' to be attacked");
            }
        }
    }

    /** All sensors. */
    public List<Sensor> sensors() {
        return network.sensors();
    }

    private static void within(Days days, String what, LocalDate from, LocalDate to) {
        if (from.isBefore(days.first()) || to.isAfter(days.end())) {
            throw refused(
                    what
                            + " is from "
                            + from
                            + " to "
                            + to
                            + ", and the days are from "
                            + days.first()
                            + " to "
                            + days.end());
        }
    }

    private static TelemetryRefusedException refused(String why) {
        return new TelemetryRefusedException(new TelemetryRefusal.ImpossibleWorld(why));
    }

    private static void check(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new TelemetryRefusedException(
                    new TelemetryRefusal.ImpossiblePlan(what, value, least, most));
        }
    }
}
