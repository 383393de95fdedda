package org.commonwatch.telemetry;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.counting.SegmentCounter;
import org.commonwatch.telemetry.counting.SegmentCounter.Limits;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Chunker;
import org.commonwatch.telemetry.sensor.EveReader;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** What the tests of this module begin with. */
public final class Given {
    public static final String SENSOR = "gate-1";
    private static final UUID IDS = UUID.fromString("2b9a4d0c-9a0a-4f0c-9d0e-6a3a4d7a6c11");

    private Given() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The name that tests give an indicator of the observable. */
    public static StixId id(Observable observable) {
        return StixId.derived("indicator", IDS, observable.toString());
    }

    public static IndicatorTable table(List<Observable> observables) {
        var table = IndicatorTable.builder();
        observables.forEach(observable -> table.add(observable, id(observable)));
        return table.build();
    }

    /** The bytes cut as a stream of blocks would be. */
    public static List<Chunk> chunks(byte[] bytes) {
        List<Chunk> chunks = new ArrayList<>();
        Chunker chunker = new Chunker(chunks::add);
        chunker.accept(bytes, 0, bytes.length);
        chunker.finish();
        return chunks;
    }

    /** What became of each line; see {@link ReadLine#all}. */
    public static List<Object> lines(byte[] bytes) {
        return ReadLine.all(new EveReader(CountingRule.ATTACKS), chunks(bytes));
    }

    public static Tally count(List<? extends Chunk> chunks, IndicatorTable table) {
        var counter = new SegmentCounter(SENSOR, CountingRule.ATTACKS, table, Limits.OF_A_FILE);
        chunks.forEach(counter::accept);
        return counter.finish();
    }

    public static Tally count(byte[] bytes) {
        return count(chunks(bytes), IndicatorTable.empty());
    }

    public static Plan plan(RandomGenerator random, int lines) {
        return new Plan(
                random.nextLong(),
                random.nextInt(lines + 1),
                1 + random.nextInt(72),
                Instant.ofEpochSecond(random.nextLong(4_000_000_000L)),
                random.nextInt(60));
    }

    public static byte[] simulated(Plan plan) {
        return everything(new Simulation(plan, SENSOR));
    }

    public static byte[] everything(Simulation simulation) {
        var all = new ByteArrayOutputStream();
        simulation.forEachRemaining(all::writeBytes);
        return all.toByteArray();
    }

    /** Cut between lines at random places, the way another machine might have cut them. */
    public static List<Chunk> cutAtRandom(byte[] bytes, RandomGenerator random) {
        List<Chunk> chunks = new ArrayList<>();
        int from = 0;
        long first = 1;
        long next = 1;
        for (int i = 0; i < bytes.length; i++) {
            next += bytes[i] == '\n' ? 1 : 0;
            boolean end = i == bytes.length - 1;
            if (end || (bytes[i] == '\n' && random.nextInt(8) == 0)) {
                chunks.add(new Chunk.Lines(Arrays.copyOfRange(bytes, from, i + 1), first, from));
                from = i + 1;
                first = next;
            }
        }
        return chunks;
    }
}
