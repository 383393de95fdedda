package org.commonwatch.archive.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.Batch;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.testkit.Cases;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** What was put into an archive comes out of it, whatever it is. */
class RoundTripTest {
    private static final byte[][] WORDS = {
        utf8("host.example"),
        utf8("bücher.example"),
        utf8("名.example"),
        utf8("'; DROP TABLE events; --"),
        utf8("a\u0000b"),
        utf8("line\nfeed \\ and \"quotes\""),
        utf8("one\u001Ftwo"),
        utf8("%s %d ${x} $1"),
        {(byte) 0xC3, 'x', (byte) 0xFF},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {},
    };

    @TempDir private Path folder = Path.of("");

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everyColumnOfEveryEventComesBack() {
        Cases.check(
                12,
                random -> {
                    Map<Instant, String> expected = new TreeMap<>();
                    EventArchive archive =
                            archived(
                                    (events, i) -> any(events, i, random),
                                    1 + random.nextInt(300),
                                    expected);
                    assertThat(read(archive)).containsExactlyElementsOf(expected.values());
                });
    }

    @Test
    void eventsOfManyDaysAreInFoldersByDay() throws IOException {
        Map<Instant, String> expected = new TreeMap<>();
        EventArchive archive =
                archived(
                        (events, i) -> {
                            events.putTime(EventBuffer.MICROS_PER_DAY * (i % 7 - 3) + i, true);
                            events.classify(CountingRule.ATTACKS, 0, 0, Kind.OTHER);
                        },
                        70,
                        expected);
        List<Manifest.Part> parts = archive.manifests().getFirst().parts();
        assertThat(parts)
                .extracting(part -> part.file().replaceAll("/[^/]*$", ""))
                .containsExactly(
                        "events/day=1969-12-29",
                        "events/day=1969-12-30",
                        "events/day=1969-12-31",
                        "events/day=1970-01-01",
                        "events/day=1970-01-02",
                        "events/day=1970-01-03",
                        "events/day=1970-01-04");
        assertThat(parts).allMatch(part -> part.count() == 10);
        assertThat(read(archive)).containsExactlyElementsOf(expected.values());
        try (ArchivedEvents some =
                archive.between(
                        Instant.parse("1969-12-30T00:00:00Z"),
                        Instant.parse("1970-01-01T00:00:00.000004Z"))) {
            List<ArchivedEvent> found = new ArrayList<>();
            some.find(EventFilter.everything(100), found::add);
            // Two whole days, and of the third the one event before its fourth microsecond.
            assertThat(found).hasSize(21);
        }
    }

    @FunctionalInterface
    private interface Say {
        void say(Events events, int i);
    }

    private EventArchive archived(Say say, int count, Map<Instant, String> expected)
            throws IOException {
        Path place = Files.createTempDirectory(folder, "it's 100% ");
        EventArchive archive = EventArchive.openOrMake(place.resolve("archive"));
        Path file = Files.writeString(place.resolve("lines"), "any");
        var plan =
                new ArchiveRun.Plan(
                        "gate 'one' %s", CountingRule.ATTACKS, true, false, Instant.EPOCH);
        try (ArchiveRun run = archive.start(plan)) {
            assertThat(run.begin(file)).isTrue();
            var reader =
                    run.archiving((chunk, batch) -> {
                        for (int i = 0; i < count; i++) {
                            batch.line(0);
                            say.say(batch.events(), i);
                            batch.record();
                        }
                    });
            var chunk = new Chunk.Lines(new byte[0], 1, 0);
            var batch = new Batch();
            batch.clear(chunk);
            reader.read(chunk, batch);
            for (int i = 0; i < batch.events().count(); i++) {
                expected.put(batch.events().instant(i), said(batch.events(), i));
            }
            run.end();
            run.commit();
        }
        return archive;
    }

    private static List<String> read(EventArchive archive) throws IOException {
        List<String> read = new ArrayList<>();
        try (ArchivedEvents events = archive.all()) {
            events.find(EventFilter.everything(EventFilter.LIMIT), event -> read.add(said(event)));
        }
        return read;
    }

    private static void any(Events events, int i, RandomGenerator random) {
        // Each has a time of its own, and so a place in the answer.
        events.putTime((random.nextInt(4_000) - 2_000) * 86_000_000_000L + i, random.nextBoolean());
        switch (random.nextInt(4)) {
            case 0 -> events.putSource4(random.nextInt());
            case 1 -> events.putSource6(random.nextLong(), random.nextLong());
            case 2 -> events.putSource6(0, 0xFFFF_C612_0001L);
            default -> {}
        }
        switch (random.nextInt(3)) {
            case 0 -> events.putTarget4(random.nextInt());
            case 1 -> events.putTarget6(0x2001_0db8L << 32, random.nextLong());
            default -> {}
        }
        events.putPorts(random.nextInt(1 << 16), random.nextInt(1 << 16));
        events.putProtocol(random.nextInt(256));
        events.putSeverity(random.nextInt(11));
        for (int texts = random.nextInt(4); texts > 0; texts--) {
            byte[] word = Cases.any(WORDS, random);
            events.putText(Cases.any(Text.values(), random), word, 0, word.length);
        }
        String[] types = {"eve/alert", "eve/flow", "zeek/conn", "somebody/else"};
        int facts = random.nextInt(1 << Fact.values().length) & ~Fact.ESTABLISHED.bit();
        int type = CountingRule.ATTACKS.type(Cases.any(types, random));
        events.classify(CountingRule.ATTACKS, type, facts, Cases.any(Kind.values(), random));
    }

    private static String said(Events events, int i) {
        Map<Text, List<String>> texts = new TreeMap<>();
        for (int j = events.textsFrom(i); j < events.textsFrom(i + 1); j++) {
            if (events.textLength(j) > 0) {
                texts.computeIfAbsent(events.text(j), any -> new ArrayList<>())
                        .add(events.textString(j).replace('\u001F', '\u001A'));
            }
        }
        return String.join(
                " ",
                events.instant(i).toString(),
                "gate 'one' %s",
                CountingRule.ATTACKS.types().getOrDefault(events.type(i), ""),
                words(events.facts(i)),
                events.unit(i).label(),
                events.kind(i).label(),
                "" + events.established(i),
                address(events.source(i)),
                "" + events.sourcePort(i),
                address(events.target(i)),
                "" + events.targetPort(i),
                "" + events.protocol(i),
                "" + events.severity(i),
                texts.toString());
    }

    private static String words(int facts) {
        return Arrays.stream(Fact.values())
                .filter(fact -> (facts & fact.bit()) != 0)
                .map(Fact::label)
                .collect(Collectors.joining(" "));
    }

    private static String address(@Nullable Observable observable) {
        return observable == null ? "" : observable.value();
    }

    private static String said(ArchivedEvent event) {
        return String.join(
                " ",
                event.time().toString(),
                event.sensor(),
                event.said().type(),
                event.said().facts(),
                event.counted().unit(),
                event.counted().kind(),
                "" + event.counted().established(),
                event.source().address(),
                "" + event.source().port(),
                event.target().address(),
                "" + event.target().port(),
                "" + event.said().protocol(),
                "" + event.said().severity(),
                new TreeMap<>(event.said().texts()).toString());
    }
}
