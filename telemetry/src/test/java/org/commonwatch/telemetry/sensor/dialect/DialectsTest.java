package org.commonwatch.telemetry.sensor.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.telemetry.Given;
import org.commonwatch.telemetry.TelemetryRefusedException;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Rejected;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.testkit.Cases;
import org.commonwatch.testkit.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

class DialectsTest {
    private static final ReadingOptions OPTIONS = new ReadingOptions(2026);
    private static final int LONGEST = 1 << 14;

    static List<Dialect> dialects() {
        return Dialects.builtIn().all();
    }

    /** The kept text was checked by eye, line by line, against what the lines say. */
    @ParameterizedTest
    @MethodSource("dialects")
    void eachLineSaysWhatItSays(Dialect dialect) {
        Golden.check(dialect.label() + ".txt", String.join("\n", fates(dialect, lines(dialect))));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void itsOwnLinesTellADialect(Dialect dialect) {
        byte[] start = Given.bytes(String.join("\n", lines(dialect)));
        assertThat(Dialects.builtIn().detect(start, OPTIONS)).contains(dialect);
    }

    @Test
    void whatNobodyKnowsIsRefusedWithTheNamesTried() {
        assertThatThrownBy(() -> Dialects.builtIn().detected(Given.bytes("hello\n"), OPTIONS))
                .isInstanceOf(TelemetryRefusedException.class)
                .hasMessageContaining("zeek-tsv, cowrie");
        assertThat(Dialects.builtIn().detect(new byte[0], OPTIONS)).contains(Dialect.EVE);
    }

    /** Every line ends in exactly one fate, and a broken one changes none of the others. */
    @ParameterizedTest
    @MethodSource("dialects")
    void brokenLinesHarmNobodyElse(Dialect dialect) {
        List<String> whole = lines(dialect);
        Cases.check(
                400,
                random -> {
                    List<byte[]> lines = new ArrayList<>();
                    for (int i = 0; i < 6; i++) {
                        byte[] line = Given.bytes(whole.get(random.nextInt(whole.size())));
                        lines.add(random.nextBoolean() ? line : broken(line, whole, random));
                    }
                    List<String> together = fates(dialect, joined(lines));
                    assertThat(together).hasSameSizeAs(lines);
                    if (dialect.parallel()) {
                        List<String> alone = new ArrayList<>();
                        lines.forEach(line -> alone.addAll(fates(dialect, line)));
                        assertThat(together).isEqualTo(alone);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void anyBytesAreEachOneLineOrAnother(Dialect dialect) {
        Cases.check(
                200,
                random -> {
                    byte[] bytes = new byte[random.nextInt(2_000)];
                    random.nextBytes(bytes);
                    int lines = 0;
                    for (int i = 0; i < bytes.length; i++) {
                        lines += bytes[i] == '\n' ? 1 : 0;
                    }
                    lines += bytes.length > 0 && bytes[bytes.length - 1] != '\n' ? 1 : 0;
                    assertThat(fates(dialect, bytes)).hasSize(lines);
                });
    }

    static byte[] broken(byte[] line, List<String> others, RandomGenerator random) {
        byte[] broken = line.clone();
        switch (random.nextInt(5)) {
            case 0 -> broken = Arrays.copyOf(line, random.nextInt(line.length + 1));
            case 1 ->
                    broken = Arrays.copyOfRange(line, random.nextInt(line.length + 1), line.length);
            case 2 -> {
                byte[] other = Given.bytes(others.get(random.nextInt(others.size())));
                int at = random.nextInt(line.length + 1);
                broken = Arrays.copyOf(line, at + other.length);
                System.arraycopy(other, 0, broken, at, other.length);
            }
            case 3 -> {
                int at = random.nextInt(line.length);
                int length = 1 + random.nextInt(LONGEST);
                broken = new byte[line.length + length];
                System.arraycopy(line, 0, broken, 0, at);
                Arrays.fill(broken, at, at + length, line[at]);
                System.arraycopy(line, at, broken, at + length, line.length - at);
            }
            default -> {
                for (int i = 0; i < 1 + random.nextInt(4); i++) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
                }
            }
        }
        for (int i = 0; i < broken.length; i++) {
            // Line ends are not what is tested here.
            broken[i] = broken[i] == '\n' || broken[i] == '\r' ? (byte) '\\' : broken[i];
        }
        return broken.length == 0 ? new byte[] {' '} : broken;
    }

    static byte[] joined(List<byte[]> lines) {
        int length = lines.stream().mapToInt(line -> line.length + 1).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, all, at, line.length);
            at += line.length;
            all[at++] = '\n';
        }
        return all;
    }

    private static List<String> fates(Dialect dialect, List<String> lines) {
        return fates(dialect, Given.bytes(String.join("\n", lines)));
    }

    // What became of each line; that there is one fate a line is checked on the way.
    private static List<String> fates(Dialect dialect, byte[] bytes) {
        SensorReader reader = dialect.reader(CountingRule.ATTACKS, OPTIONS);
        Chunk.Lines chunk = new Chunk.Lines(bytes, 1, 0);
        Batch batch = new Batch();
        batch.clear(chunk);
        reader.read(chunk, batch);
        long ended = batch.events().count() + batch.skipped() + batch.rejected().size();
        assertThat(ended).isEqualTo(batch.lines());
        // Line by line, so that records and rejected lines come in their order.
        List<String> fates = new ArrayList<>();
        SensorReader again = dialect.reader(CountingRule.ATTACKS, OPTIONS);
        chunk.forEach((from, to, number) -> {
            Chunk.Lines one = new Chunk.Lines(bytes, from, to, 1, 0);
            Batch single = new Batch();
            single.clear(one);
            if (from == to) {
                fates.add("empty");
                return;
            }
            again.read(one, single);
            fates.add(fate(single));
        });
        long refused = fates.stream().filter(fate -> fate.startsWith("rejected")).count();
        assertThat(refused).isEqualTo(batch.rejected().size());
        return fates;
    }

    private static String fate(Batch batch) {
        assertThat(batch.lines()).isOne();
        for (Rejected rejected : batch.rejected()) {
            return "rejected: " + rejected.why();
        }
        if (batch.events().count() == 0) {
            return "skipped";
        }
        return (batch.unknown() == 0 ? "" : "not understood: ") + said(batch.events());
    }

    private static String said(Events events) {
        StringBuilder said = new StringBuilder();
        said.append(events.unit(0).label()).append(' ').append(events.kind(0).label());
        said.append(events.established(0) ? " established " : " ").append(events.instant(0));
        said.append(events.zoned(0) ? "" : "(unzoned)");
        said.append(' ').append(events.source(0)).append(':').append(events.sourcePort(0));
        said.append(" > ").append(events.target(0)).append(':').append(events.targetPort(0));
        said.append(" protocol ").append(events.protocol(0));
        said.append(" severity ").append(events.severity(0));
        for (int j = events.textsFrom(0); j < events.textsFrom(1); j++) {
            said.append(' ').append(events.text(j)).append('=').append(events.textString(j));
        }
        return said.toString();
    }

    private static List<String> lines(Dialect dialect) {
        String file = "/fuzz/" + dialect.label() + "/lines.txt";
        try (InputStream in = DialectsTest.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new AssertionError("no lines for " + dialect.label());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
