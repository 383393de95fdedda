package org.commonwatch.benchmarks;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.matching.Matcher;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Looking for the addresses and names of events among millions of indicators; an operation is one
 * event with two addresses, or with one name of three labels.
 */
@State(Scope.Thread)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx8g"})
public class LookUpBenchmark {
    private static final int EVENTS = 1 << 13;
    // One in so many of what is looked for is there.
    private static final int RARE = 100;

    /** How many addresses there are. */
    @Param("1000000")
    public int addresses;

    /** How many domain names there are. */
    @Param("500000")
    public int domains;

    private final Events ofAddresses = new Events();
    private final Events ofNames = new Events();
    private IndicatorTable table = IndicatorTable.empty();
    private Matcher matcher = table.matcher();
    private long found;

    /** Makes the indicators and the events. */
    @Setup
    public void make() {
        StixId indicator = StixId.derived("indicator", new UUID(1, 2), "of the benchmark");
        var indicators = IndicatorTable.builder();
        for (int i = 0; i < addresses; i++) {
            indicators.add(new Observable(Observable.Kind.IPV4, dotted(address(i))), indicator);
        }
        for (int i = 0; i < domains; i++) {
            indicators.add(new Observable(Observable.Kind.DOMAIN, name(i)), indicator);
        }
        table = indicators.build();
        matcher = table.matcher();
        var random = new SplittableRandom(42);
        ofAddresses.clear(new byte[0]);
        ofNames.clear(new byte[0]);
        for (int i = 0; i < EVENTS; i++) {
            ofAddresses.begin();
            ofAddresses.putSource4(address(wanted(random, addresses)));
            ofAddresses.putTarget4(address(wanted(random, addresses)));
            end(ofAddresses);
            ofNames.begin();
            byte[] name =
                    ("www." + name(wanted(random, domains))).getBytes(StandardCharsets.US_ASCII);
            ofNames.putText(Text.HOST, name, 0, name.length);
            end(ofNames);
        }
    }

    /** Two addresses. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long twoAddresses() {
        matcher.match(ofAddresses, (event, indicator) -> found++);
        return found;
    }

    /** A name, and the names it is below. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long oneName() {
        matcher.match(ofNames, (event, indicator) -> found++);
        return found;
    }

    private static void end(Events events) {
        events.putTime(0, true);
        events.classify(CountingRule.ATTACKS, CountingRule.UNNAMED, 0, Kind.OTHER);
        events.end();
    }

    private static int wanted(SplittableRandom random, int there) {
        int one = random.nextInt(there);
        return random.nextInt(RARE) == 0 ? one : one + there;
    }

    // Each number has another address; none is near the one before.
    private static int address(int number) {
        return number * 0x9E37_79B1;
    }

    private static String dotted(int address) {
        return (address >>> 24)
                + "."
                + (address >>> 16 & 255)
                + "."
                + (address >>> 8 & 255)
                + "."
                + (address & 255);
    }

    private static String name(int number) {
        return Integer.toUnsignedString(address(number), 36) + ".example";
    }
}
