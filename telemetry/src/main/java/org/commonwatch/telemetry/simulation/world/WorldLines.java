package org.commonwatch.telemetry.simulation.world;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.simulation.Truth.Hit;
import org.commonwatch.telemetry.simulation.world.WorldPlan.Sensor;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

/** The lines of a sensor, an hour at a time. */
final class WorldLines implements Iterator<byte[]> {
    private static final long ORDER = 5;
    private static final long TEXT = 7;
    private static final long SOURCE = 8;
    private static final int REGULARS = 40;
    private static final int REGULAR_EVERY = 3;
    private static final int USUAL_BYTES = 520;
    private static final Sight[] SIGHTS = Sight.values();

    private final World world;
    private final int sensor;
    private final LocalDate end;
    private final AtomicReference<Campaigns.Hour> next;

    WorldLines(World world, int sensor, LocalDate from, LocalDate end) {
        this.world = world;
        this.sensor = sensor;
        this.end = end;
        this.next = new AtomicReference<>(new Campaigns.Hour(from, 0));
    }

    @Override
    public boolean hasNext() {
        return next.get().date().isBefore(end);
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more hours");
        }
        return lines(nextHour());
    }

    private HourOfSensor nextHour() {
        Campaigns.Hour now = next.get();
        next.set(
                now.hour() == Levels.HOURS - 1
                        ? new Campaigns.Hour(now.date().plusDays(1), 0)
                        : new Campaigns.Hour(now.date(), now.hour() + 1));
        return world.hour(sensor, now.date(), now.hour());
    }

    private byte[] lines(HourOfSensor hour) {
        byte[] sights = order(hour);
        SplittableRandom random = chance(hour, TEXT);
        Sources sources = sources(hour);
        Map<Long, Observable> hits = places(hour);
        StringBuilder out = new StringBuilder(sights.length * USUAL_BYTES);
        for (int line = 0; line < sights.length; line++) {
            Sight sight = SIGHTS[sights[line]];
            Observable hit = hits.get((long) line);
            String source = hit == null ? sources.next(sight) : hit.value();
            String target = sources.pair(sight).target(random);
            var ends = new LineText.Ends(source, target);
            new LineText(out, random, sensor().name(), hour.micros(line)).write(sight, ends);
            out.append('\n');
        }
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** What certainly took part in what is left, without the addresses of campaigns. */
    Map<Hit, Instant> sources() {
        Map<Hit, Instant> all = new LinkedHashMap<>();
        while (hasNext()) {
            HourOfSensor hour = nextHour();
            byte[] sights = order(hour);
            Sources sources = sources(hour);
            Map<Long, Observable> hits = places(hour);
            for (int line = 0; line < sights.length; line++) {
                Sight sight = SIGHTS[sights[line]];
                if (!hits.containsKey((long) line)) {
                    String source = sources.next(sight);
                    if (sight.established()) {
                        var address = Observable.parse(Observable.Kind.IPV4, source);
                        long micros = hour.micros(line);
                        all.putIfAbsent(
                                new Hit(address, hour.start()),
                                Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
                    }
                }
            }
        }
        return all;
    }

    private Sensor sensor() {
        return world.plan().sensors().get(sensor);
    }

    private SplittableRandom chance(HourOfSensor hour, long what) {
        return Draws.of(world.plan().seed(), what, hour.date().toEpochDay(), hour.hour(), sensor);
    }

    private Sources sources(HourOfSensor hour) {
        Map<Sight, Lands.Pair> pairs = new EnumMap<>(Sight.class);
        hour.counts()
                .keySet()
                .forEach(sight ->
                        pairs.put(sight, world.pair(sensor, hour.date(), hour.hour(), sight)));
        return new Sources(chance(hour, SOURCE), pairs);
    }

    /** Who attacks in the lines of an hour, one after the other. */
    private final class Sources {
        private final SplittableRandom random;
        private final Map<Sight, Lands.Pair> pairs;

        Sources(SplittableRandom random, Map<Sight, Lands.Pair> pairs) {
            this.random = random;
            this.pairs = pairs;
        }

        Lands.Pair pair(Sight sight) {
            return Objects.requireNonNull(pairs.get(sight));
        }

        // Some come again and again.
        String next(Sight sight) {
            int regulars = sensor().sources();
            if (regulars > 0) {
                int each = Math.ceilDiv(regulars, Lands.CODES);
                return pair(sight).regular(sensor, random.nextInt(each));
            }
            return random.nextInt(REGULAR_EVERY) == 0
                    ? pair(sight).regular(sensor, random.nextInt(1 + random.nextInt(REGULARS)))
                    : pair(sight).source(random);
        }
    }

    private static Map<Long, Observable> places(HourOfSensor hour) {
        List<Observable> hitting = hour.hitting();
        Map<Long, Observable> places = new HashMap<>();
        for (int i = 0; i < hitting.size(); i++) {
            places.put(hour.place(i, hitting.size()), hitting.get(i));
        }
        return places;
    }

    /** Which sort each line is of: by chance, but for those that hit. */
    @SuppressWarnings("EnumOrdinal") // of this simulation alone
    private byte[] order(HourOfSensor hour) {
        SplittableRandom random = chance(hour, ORDER);
        int hits = hour.hitting().size();
        byte[] others = new byte[Math.toIntExact(hour.lines()) - hits];
        int filled = 0;
        for (Map.Entry<Sight, Long> each : hour.counts().entrySet()) {
            int count = Math.toIntExact(each.getValue());
            int more = each.getKey() == Sight.WEB ? count - hits : count;
            Arrays.fill(others, filled, filled + more, (byte) each.getKey().ordinal());
            filled += more;
        }
        for (int i = others.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            byte kept = others[i];
            others[i] = others[j];
            others[j] = kept;
        }
        byte[] all = new byte[others.length + hits];
        Arrays.fill(all, (byte) -1);
        for (int i = 0; i < hits; i++) {
            all[(int) hour.place(i, hits)] = (byte) Sight.WEB.ordinal();
        }
        int other = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] < 0) {
                all[i] = others[other++];
            }
        }
        return all;
    }
}
