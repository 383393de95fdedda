package org.commonwatch.benchmarks;

import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.pattern.Pattern;
import org.commonwatch.stix.pattern.matching.Observation;
import org.commonwatch.stix.pattern.matching.PatternSet;
import org.commonwatch.stix.pattern.matching.PatternStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A stream of observations, each a connection between two addresses that asks for a URL of a name,
 * passing by many patterns of all sorts; an operation is one observation.
 */
@State(Scope.Thread)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx4g"})
public class PatternBenchmark {
    private static final int OBSERVATIONS = 1 << 14;
    // One in so many of what is looked for is there.
    private static final int RARE = 100;

    /** How many patterns there are. */
    @Param({"1", "10", "1000", "10000"})
    public int patterns;

    private final List<Observation> observations = new ArrayList<>();
    private PatternSet set = PatternSet.of(List.of());
    private long found;

    /** Makes the patterns and the observations. */
    @Setup
    public void make() {
        List<Pattern> made = new ArrayList<>();
        for (int i = 0; i < patterns; i++) {
            made.add(Pattern.parse(pattern(i)));
        }
        set = PatternSet.of(made);
        var random = new SplittableRandom(42);
        for (int i = 0; i < OBSERVATIONS; i++) {
            observations.add(observation(i, random));
        }
    }

    // Of ten patterns four are look-ups, the others need more than one look.
    private static String pattern(int number) {
        String address = address(number);
        return switch (number % 10) {
            case 0, 1 -> "[ipv4-addr:value = '%s']".formatted(address);
            case 2 -> "[domain-name:value = 'host%d.example']".formatted(number);
            case 3 -> "[url:value = 'http://host%d.example/']".formatted(number);
            case 4 -> "[ipv4-addr:value ISSUBSET '%s/28']".formatted(address);
            case 5 ->
                    "[network-traffic:dst_ref.value = '%s' AND network-traffic:dst_port < 1024]"
                            .formatted(address);
            case 6 -> "[url:value MATCHES '^http://host%d\\\\.']".formatted(number);
            case 7 -> "[url:value LIKE '%%/path%d/%%']".formatted(number);
            case 8 ->
                    "[ipv4-addr:value = '%s'] REPEATS 5 TIMES WITHIN 60 SECONDS".formatted(address);
            default ->
                    ("([domain-name:value = 'host%d.example'] FOLLOWEDBY [ipv4-addr:value = '%s'])"
                                    + " WITHIN 300 SECONDS")
                            .formatted(number, address);
        };
    }

    private static String address(int number) {
        return "198.18.%d.%d".formatted(number >> 8 & 0xFF, number & 0xFF);
    }

    private static Observation observation(int number, SplittableRandom random) {
        int known = random.nextInt(RARE) == 0 ? random.nextInt(10_000) : 10_000 + number;
        String text =
                """
                {"type":"bundle","objects":[
                {"type":"ipv4-addr","id":"ipv4-addr--1","value":"240.0.%d.%d"},
                {"type":"ipv4-addr","id":"ipv4-addr--2","value":"%s"},
                {"type":"domain-name","id":"domain-name--1","value":"host%d.example"},
                {"type":"url","id":"url--1","value":"http://www%d.example/path%d/page"},
                {"type":"network-traffic","id":"network-traffic--1","src_ref":"ipv4-addr--1",
                "dst_ref":"ipv4-addr--2","dst_port":%d,"protocols":["ipv4","tcp","http"]},
                {"type":"observed-data","id":"observed-data--1","number_observed":1,
                "first_observed":"%s","last_observed":"%s","object_refs":["ipv4-addr--1",
                "ipv4-addr--2","domain-name--1","url--1","network-traffic--1"]}]}\
                """
                        .formatted(
                                random.nextInt(256),
                                random.nextInt(256),
                                known < 10_000 ? address(known) : "240.1.2.3",
                                known,
                                known,
                                known,
                                random.nextInt(2_000),
                                Instant.ofEpochSecond(1_772_323_200L + number),
                                Instant.ofEpochSecond(1_772_323_200L + number));
        return Observation.of((JsonObject) new JsonReader().read(text)).getFirst();
    }

    /** All observations pass by all patterns. */
    @Benchmark
    @OperationsPerInvocation(OBSERVATIONS)
    public long stream() {
        PatternStream stream = set.stream();
        for (Observation observation : observations) {
            stream.accept(observation, (pattern, together) -> found++);
        }
        return found;
    }
}
