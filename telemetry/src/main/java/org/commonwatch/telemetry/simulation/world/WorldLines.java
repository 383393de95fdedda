package org.commonwatch.telemetry.simulation.world;

import org.commonwatch.stix.Observable;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

/** The lines of a sensor, an hour at a time. */
final class WorldLines implements Iterator<byte[]> {
    private static final long ORDER = 5;
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
        Campaigns.Hour now = next.get();
        next.set(
                now.hour() == Levels.HOURS - 1
                        ? new Campaigns.Hour(now.date().plusDays(1), 0)
                        : new Campaigns.Hour(now.date(), now.hour() + 1));
        return lines(world.hour(sensor, now.date(), now.hour()));
    }

    private byte[] lines(HourOfSensor hour) {
        SplittableRandom random =
                Draws.of(world.plan().seed(), ORDER, hour.date().toEpochDay(), hour.hour(), sensor);
        byte[] sights = order(hour, random);
        Map<Long, Observable> hits = places(hour);
        StringBuilder out = new StringBuilder(sights.length * USUAL_BYTES);
        for (int line = 0; line < sights.length; line++) {
            var it =
                    new LineText(
                            out,
                            random,
                            world.plan().sensors().get(sensor).name(),
                            hour.micros(line));
            it.write(SIGHTS[sights[line]], hits.get((long) line));
            out.append('\n');
        }
        return out.toString().getBytes(StandardCharsets.US_ASCII);
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
    private static byte[] order(HourOfSensor hour, SplittableRandom random) {
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
