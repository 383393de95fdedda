package org.commonwatch.telemetry.sensor.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.commonwatch.telemetry.Given;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.telemetry.sensor.Rejected;
import org.commonwatch.telemetry.sensor.SensorReader;
import org.commonwatch.telemetry.sensor.line.LineReader;
import org.commonwatch.telemetry.sensor.line.QuickFormat;
import org.commonwatch.telemetry.sensor.line.TimeText;
import org.commonwatch.telemetry.sensor.zeek.ZeekJsonFormat;
import org.commonwatch.telemetry.simulation.Format;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Lines that are taken apart quickly say what they say when Jackson reads them. */
class FlatJsonTest {
    private static final Path HOUSE = Path.of(System.getProperty("house"));
    private static final Path DATA = HOUSE.resolve("../shared/data/telemetry");
    private static final Path SEEDS = HOUSE.resolve("telemetry/src/test/resources/fuzz");
    private static final int REAL_BYTES = 1 << 20;

    private static QuickFormat format(Format format) {
        TimeText times = new TimeText(2026);
        return format == Format.ZEEK
                ? new ZeekJsonFormat(CountingRule.ATTACKS, times)
                : new CowrieFormat(CountingRule.ATTACKS, times);
    }

    private static SensorReader quick(Format format) {
        return new LineReader(format(format));
    }

    private static SensorReader slow(Format format) {
        QuickFormat usual = format(format);
        return new LineReader((line, events) -> usual.read(line, events));
    }

    @ParameterizedTest
    @EnumSource(names = {"ZEEK", "COWRIE"})
    void linesOfAnySortSayTheSame(Format format) throws IOException {
        String seeds = format == Format.ZEEK ? "zeek-json" : "cowrie";
        var lines =
                new FlatLines(
                        format,
                        FlatLines.lines(Files.readAllBytes(SEEDS.resolve(seeds + "/lines.txt"))));
        SensorReader quick = quick(format);
        SensorReader slow = slow(format);
        Cases.check(random -> {
            byte[] some = lines.some(random);
            List<String> fates = fates(slow, List.of(new Chunk.Lines(some, 1, 0)));
            assertThat(fates(quick, List.of(new Chunk.Lines(some, 1, 0)))).isEqualTo(fates);
            assertThat(fates(quick, Given.cutAtRandom(some, random))).isEqualTo(fates);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"ZEEK", "COWRIE"})
    void whatSensorsWriteIsTakenApartQuickly(Format format) {
        QuickFormat quick = format(format);
        List<byte[]> lines = new FlatLines(format, List.of()).sample();
        long taken = lines.stream().filter(line -> isTaken(quick, line)).count();
        // Of a simulation 1 % of the lines is damaged, and 0.4 % is blank.
        assertThat(taken).isBetween(lines.size() * 97L / 100, lines.size() * 99L / 100);
    }

    @Test
    void linesOfRealSensorsSayTheSame() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "the data for development is elsewhere");
        List<Path> files;
        try (Stream<Path> all = Files.list(DATA)) {
            files =
                    all.filter(file -> file.toString().matches(".*/(zeek-json|cowrie)-.*\\.gz"))
                            .sorted()
                            .toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            byte[] bytes;
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                bytes = in.readNBytes(REAL_BYTES);
            }
            boolean zeek = file.getFileName().toString().startsWith("zeek");
            Format format = zeek ? Format.ZEEK : Format.COWRIE;
            List<Chunk.Lines> chunk = List.of(new Chunk.Lines(bytes, 1, 0));
            assertThat(fates(quick(format), chunk))
                    .as(file.toString())
                    .isEqualTo(fates(slow(format), chunk));
        }
    }

    @Test
    void doubtfulLinesAreNotTakenApart() {
        QuickFormat zeek = format(Format.ZEEK);
        String good =
                "{\"_path\":\"dns\",\"ts\":1772359200.250000,\"x\":[\"a\",1],\"y\":\"\\u00e4\"";
        assertThat(isTaken(zeek, good + "}\n")).isTrue();
        assertThat(isTaken(zeek, good.replace(":", " : ").replace(",", " , ") + " }\r\n")).isTrue();
        for (String doubtful :
                List.of(
                        ",\"query\":\"a\\u0062\"}\n",
                        ",\"query\":\"ä\"}\n",
                        ",\"y\":\"ä\"}\n",
                        ",\"quer\\u0079\":\"a\"}\n",
                        ",\"ts\":1}\n",
                        ",\"query\":[\"a\"]}\n",
                        ",\"z\":{}}\n",
                        ",\"z\":[[]]}\n",
                        ",\"z\":1e9}\n",
                        ",\"z\":01}\n",
                        ",\"z\":1.}\n",
                        ",\"z\":nul}\n",
                        ",\"z\":\"\\x\"}\n",
                        ",\"z\":\"\\u00g0\"}\n",
                        ",}\n",
                        "} \n",
                        "}}\n",
                        "\n")) {
            assertThat(isTaken(zeek, good + doubtful)).as(doubtful).isFalse();
        }
    }

    @Test
    void everNewKeysOnlyCostSpeed() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 2 * JsonKeys.MOST; i++) {
            lines.append("{\"_path\":\"dns\",\"ts\":177235").append(1000 + i);
            lines.append(".250000,\"k")
                    .append(i)
                    .append("\":1,\"")
                    .append("k".repeat(JsonKeys.LENGTH_LIMIT + i % 2))
                    .append("\":2,\"query\":\"host-")
                    .append(i)
                    .append(".example\"}\n");
        }
        List<Chunk.Lines> chunk =
                List.of(new Chunk.Lines(lines.toString().getBytes(StandardCharsets.UTF_8), 1, 0));
        List<String> fates = fates(quick(Format.ZEEK), chunk);
        assertThat(fates).isEqualTo(fates(slow(Format.ZEEK), chunk));
    }

    private static boolean isTaken(QuickFormat format, String line) {
        return isTaken(format, line.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isTaken(QuickFormat format, byte[] line) {
        int end = format.take(line, 0);
        assertThat(end).isIn(QuickFormat.UNUSUAL, line.length - 1);
        return end != QuickFormat.UNUSUAL;
    }

    // What became of the lines, in order within each sort; chunk after chunk.
    private static List<String> fates(SensorReader reader, List<? extends Chunk> chunks) {
        List<String> said = new ArrayList<>();
        List<String> rejected = new ArrayList<>();
        long skipped = 0;
        long unknown = 0;
        Batch batch = new Batch();
        for (Chunk chunk : chunks) {
            Chunk.Lines lines = (Chunk.Lines) chunk;
            batch.clear(lines);
            reader.read(lines, batch);
            for (int i = 0; i < batch.events().count(); i++) {
                said.add(said(batch.events(), i, lines.offset() - lines.from()));
            }
            batch.rejected().stream().map(Rejected::toString).forEach(rejected::add);
            skipped += batch.skipped();
            unknown += batch.unknown();
        }
        said.addAll(rejected);
        said.add("skipped " + skipped + " unknown " + unknown);
        return said;
    }

    private static String said(Events events, int i, long offset) {
        StringBuilder said = new StringBuilder();
        said.append(events.line(i) + offset).append(' ').append(events.instant(i));
        said.append(events.zoned(i) ? " " : " (unzoned) ");
        said.append(events.unit(i)).append(' ').append(events.alertKind(i));
        said.append(' ').append(events.type(i)).append(' ').append(events.facts(i));
        said.append(' ').append(events.source(i)).append(':').append(events.sourcePort(i));
        said.append(" > ").append(events.target(i)).append(':').append(events.targetPort(i));
        said.append(" protocol ").append(events.protocol(i));
        for (int j = events.textsFrom(i); j < events.textsFrom(i + 1); j++) {
            said.append(' ').append(events.text(j)).append('=').append(events.textString(j));
        }
        return said.toString();
    }
}
