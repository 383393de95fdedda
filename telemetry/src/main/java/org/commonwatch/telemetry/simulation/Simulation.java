package org.commonwatch.telemetry.simulation;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the lines of a plan, block by block, and tells the truth about them at the end. Blocks may
 * be made by several threads and in any order, and are always the same; they are taken in order,
 * one at a time. Who needs one thread only, iterates.
 */
public final class Simulation implements Iterator<byte[]> {
    /** How many lines a block has, but for the last. */
    public static final int BLOCK_LINES = 4_096;

    private static final int USUAL_BYTES = BLOCK_LINES * 800;
    private static final int LONGEST_LINE = 4 << 10;
    private static final int LINE_ROOM = 2 * LONGEST_LINE + Damage.MORE_BYTES;
    private static final int BLANK_PER_MILLE = 4;
    private static final int DAMAGED_PER_MILLE = 10;
    private static final int HIT_EVERY = 100;
    private static final int CARRIAGE_RETURN_EVERY = 500;
    private static final byte[] WHITE = LineWriter.ascii(" \t ");

    private final Plan plan;
    private final Format format;
    private final String sensor;
    private final Season season;
    private final Scene scene;
    private final Ledger ledger = new Ledger();
    private final AtomicLong taken = new AtomicLong();

    /** Some of the lines, each whole, with what is true of them. */
    public static final class Block {
        private final long number;
        private final long firstMicros;
        private final LineWriter lines;
        private final Ledger ledger;

        private Block(long number, long firstMicros, LineWriter lines, Ledger ledger) {
            this.number = number;
            this.firstMicros = firstMicros;
            this.lines = lines;
            this.ledger = ledger;
        }

        /** Hold the lines from the first byte on; not to be changed. */
        public byte[] bytes() {
            return lines.bytes();
        }

        /** How many bytes the lines have. */
        public int length() {
            return lines.length();
        }
    }

    /** Starts at the first line, of Suricata's records. */
    public Simulation(Plan plan, String sensor) {
        this(plan, Format.EVE, sensor);
    }

    /**
     * Starts at the first line.
     *
     * @param sensor name of the sensor, for the cells of the truth
     */
    public Simulation(Plan plan, Format format, String sensor) {
        this.plan = plan;
        this.format = format;
        this.sensor = sensor;
        season = new Season(plan);
        scene = format.scene(plan.seed());
    }

    /** How many blocks there are. */
    public long blocks() {
        return Math.ceilDiv(plan.lines(), BLOCK_LINES);
    }

    /**
     * Makes one block, whichever were made before. May be called by several threads at once.
     *
     * @param number from 0
     */
    public Block block(long number) {
        if (number < 0 || number >= blocks()) {
            throw new NoSuchElementException("there is no block " + number);
        }
        long from = number * BLOCK_LINES;
        long to = Math.min(plan.lines(), from + BLOCK_LINES);
        var it = new Happening(new SplittableRandom(format.seed(plan.seed(), number)));
        var out = new LineWriter((int) (USUAL_BYTES * (to - from) / BLOCK_LINES) + LINE_ROOM);
        var truth = new Ledger();
        season.set(from, it);
        long firstMicros = it.micros;
        for (long line = from; line < to; line++) {
            season.set(line, it);
            out.room(LINE_ROOM);
            write(it, out, truth);
            if (it.oneIn(CARRIAGE_RETURN_EVERY)) {
                out.put('\r');
            }
            out.put('\n');
        }
        return new Block(number, firstMicros, out, truth);
    }

    /** Notes down what is true of the next block. Throws if it is not the next. */
    public void take(Block block) {
        if (block.number != taken.get()) {
            throw new IllegalStateException("block " + block.number + " is not the next");
        }
        ledger.add(block.ledger, block.firstMicros);
        taken.incrementAndGet();
    }

    @Override
    public boolean hasNext() {
        return taken.get() < blocks();
    }

    /** Makes and takes the next block. */
    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the simulation is over");
        }
        Block block = block(taken.get());
        take(block);
        return Arrays.copyOf(block.bytes(), block.length());
    }

    /** What was made; only after the last block was taken. */
    public Truth truth() {
        if (hasNext()) {
            throw new IllegalStateException("there are lines still to come");
        }
        return ledger.truth(sensor);
    }

    private void write(Happening it, LineWriter out, Ledger truth) {
        int dice = it.random.nextInt(1_000);
        if (dice < BLANK_PER_MILLE) {
            truth.add(Ledger.Fate.SKIPPED);
            if (dice % 2 == 1) {
                out.put(WHITE);
            }
            return;
        }
        it.begin();
        it.zone = format.zone(it.random);
        int from = out.length();
        if (plan.indicators() > 0 && it.oneIn(HIT_EVERY)) {
            it.indicator = Mix.zipf(it.random, plan.indicators()) - 1;
            scene.writeHit(it, out);
        } else {
            scene.write(it, out);
        }
        if (dice < BLANK_PER_MILLE + DAMAGED_PER_MILLE) {
            Damage.spoil(out, from, it.timeAt, it.random);
            truth.add(Ledger.Fate.REJECTED);
        } else {
            truth.add(it);
        }
    }
}
