package org.commonwatch.telemetry.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Makes the EVE lines of a plan, block by block, and tells the truth about them at the end. Holds
 * one block at a time. Not for use by several threads at once.
 */
public final class Simulation implements Iterator<byte[]> {
    private static final int BLOCK_BYTES = 64 << 10;
    private static final int BLANK_PER_MILLE = 4;
    private static final int DAMAGED_PER_MILLE = 10;
    private static final int BARE_PER_MILLE = 10;

    private final SplittableRandom random;
    private final Season season;
    private final Scene scene;
    private final Ledger ledger;
    private final PrimitiveIterator.OfLong lines;

    /**
     * Starts at the first line.
     *
     * @param sensor name of the sensor, for the cells of the truth
     */
    public Simulation(Plan plan, String sensor) {
        random = new SplittableRandom(plan.seed());
        season = new Season(plan, random);
        scene = new Scene(random, SyntheticIndicators.first(plan.indicators()));
        ledger = new Ledger(sensor);
        lines = LongStream.range(0, plan.lines()).iterator();
    }

    @Override
    public boolean hasNext() {
        return lines.hasNext();
    }

    /** The next block, of whole lines. */
    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the simulation is over");
        }
        StringBuilder block = new StringBuilder(BLOCK_BYTES + (BLOCK_BYTES >> 4));
        while (lines.hasNext() && block.length() < BLOCK_BYTES) {
            block.append(line(lines.nextLong())).append(random.nextInt(50) == 0 ? "\r\n" : "\n");
        }
        return block.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What was made; only after the last block. */
    public Truth truth() {
        if (hasNext()) {
            throw new IllegalStateException("there are lines still to come");
        }
        return ledger.truth();
    }

    private String line(long number) {
        Instant time = season.time(number);
        int dice = random.nextInt(1_000);
        if (dice < BLANK_PER_MILLE) {
            ledger.add(Ledger.Fate.SKIPPED);
            return dice % 2 == 0 ? "" : " \t ";
        }
        if (dice < BLANK_PER_MILLE + DAMAGED_PER_MILLE) {
            ledger.add(Ledger.Fate.REJECTED);
            String good = EveText.timestamp(time, random);
            return Damage.spoil(scene.next(good, season.phase(number)).text(), random);
        }
        boolean bare = random.nextInt(1_000) < BARE_PER_MILLE;
        if (bare) {
            ledger.add(Ledger.Fate.WITHOUT_ZONE);
        }
        String timestamp = bare ? EveText.bareTimestamp(time) : EveText.timestamp(time, random);
        Made made = scene.next(timestamp, season.phase(number));
        ledger.add(made, time);
        return made.text();
    }
}
