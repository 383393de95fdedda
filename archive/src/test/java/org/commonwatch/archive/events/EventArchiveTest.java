package org.commonwatch.archive.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.matching.IndicatorTable;
import org.commonwatch.telemetry.simulation.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an archive keeps, what it refuses, and what it forgets. */
class EventArchiveTest {
    private static final Instant START = Instant.parse("2018-11-23T12:00:00Z");

    @TempDir private Path folder = Path.of("");

    private static byte[] lines(long seed) {
        return Archived.simulated(new Plan(seed, 500, 48, START, 30));
    }

    private Path file(String name, byte[] lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    private EventArchive archive() throws IOException {
        return EventArchive.openOrMake(folder.resolve("archive"));
    }

    private static void assertRefused(
            ThrowingCallable call, Class<? extends ArchiveRefusal> why, String... named) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class,
                        e -> {
                            assertThat(e.refusal()).isInstanceOf(why);
                            for (String name : named) {
                                assertThat(e.refusal().message()).contains(name);
                            }
                            assertThat(e.refusal().remedy()).isNotBlank();
                        });
    }

    @Test
    void theSameBytesAreArchivedOnceUnderWhateverName() throws IOException {
        EventArchive archive = archive();
        Path one = file("one.json", lines(1));
        Archived.archive(archive, Archived.PLAN, one);
        List<String> before = Archived.files(archive);
        Archived.archive(archive, Archived.PLAN, one);
        Archived.archive(archive, Archived.PLAN, file("again.json", lines(1)));
        assertThat(Archived.files(archive)).isEqualTo(before);
        long events = Archived.events(archive);
        Archived.archive(archive, Archived.PLAN, file("two.json", lines(2)));
        assertThat(Archived.events(archive)).isGreaterThan(events);
        assertThat(archive.manifests()).hasSize(2);
    }

    @Test
    void twoFilesOfTheSameBytesInOneRunAreOne() throws IOException {
        EventArchive archive = archive();
        try (ArchiveRun run = archive.start(Archived.PLAN)) {
            assertThat(run.begin(file("one.json", lines(1)))).isTrue();
            run.end();
            assertThat(run.begin(file("two.json", lines(1)))).isFalse();
            assertThat(run.commit().origin().segments()).hasSize(1);
        }
    }

    @Test
    void aRunThatIsNotCommittedLeavesNothing() throws IOException {
        EventArchive archive = archive();
        Archived.archive(archive, Archived.PLAN, file("one.json", lines(1)));
        List<String> before = Archived.files(archive);
        Path two = file("two.json", lines(2));
        try (ArchiveRun run = archive.start(Archived.PLAN)) {
            run.begin(two);
            Archived.count(lines(2), CountingRule.ATTACKS, IndicatorTable.empty(), run::archiving);
            run.end();
        }
        assertThat(Archived.files(archive)).isEqualTo(before);
        Archived.archive(archive, Archived.PLAN, two);
        assertThat(archive.manifests()).hasSize(2);
    }

    @Test
    void aFileThatSomebodyWritesToIsNotArchived() throws IOException {
        EventArchive archive = archive();
        Path growing = file("growing.json", lines(1));
        try (ArchiveRun run = archive.start(Archived.PLAN)) {
            run.begin(growing);
            Files.write(growing, lines(2));
            assertRefused(run::end, ArchiveRefusal.ChangedWhileRead.class, "growing.json");
            assertThat(run.isWhole()).isFalse();
        }
        assertThat(archive.manifests()).isEmpty();
    }

    @Test
    void onlyOneWritesAtATime() throws IOException {
        EventArchive archive = archive();
        try (ArchiveRun run = archive.start(Archived.PLAN)) {
            assertThat(run.isWhole()).isTrue();
            EventArchive other = archive();
            assertRefused(
                    () -> other.start(Archived.PLAN), ArchiveRefusal.ArchiveInUse.class, "archive");
            assertRefused(() -> other.prune(START, START, true), ArchiveRefusal.ArchiveInUse.class);
        }
        archive.start(Archived.PLAN).close();
    }

    @Test
    void whatIsNoArchiveIsRefusedAndNotTouched() throws IOException {
        assertRefused(
                () -> EventArchive.open(folder.resolve("nowhere")),
                ArchiveRefusal.NoArchive.class,
                "nowhere");
        Path diary = file("diary.txt", new byte[] {1});
        assertRefused(
                () -> EventArchive.openOrMake(folder), ArchiveRefusal.NotEmpty.class, "" + folder);
        assertThat(diary).exists();
    }

    @Test
    void whatARunThatDiedHasLeftGoesAndWhatIsNotTheArchivesStays() throws IOException {
        EventArchive archive = archive();
        Archived.archive(archive, Archived.PLAN, file("one.json", lines(1)));
        Path day = archive.directory().resolve("events/day=2018-11-24");
        Path left = Files.write(day.resolve("20181124T000000Z-dead-1.parquet"), new byte[9]);
        Path notes = Files.write(day.resolve("notes of mine.txt"), new byte[9]);
        Files.createDirectories(archive.directory().resolve("tmp/dead/events"));
        Path half = Files.write(archive.directory().resolve("tmp/dead/events/x"), new byte[9]);
        long events = Archived.events(archive);
        archive.start(Archived.PLAN).close();
        assertThat(left).doesNotExist();
        assertThat(half).doesNotExist();
        assertThat(notes).exists();
        assertThat(Archived.events(archive)).isEqualTo(events);
        archive.check();
    }

    @Test
    void aDamagedPartIsRefusedWithItsName() throws IOException {
        EventArchive archive = archive();
        Manifest manifest = Archived.archive(archive, Archived.PLAN, file("one.json", lines(1)));
        String name = manifest.parts().getLast().file();
        Path part = archive.directory().resolve(name);
        byte[] whole = Files.readAllBytes(part);
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        Files.write(part, flipped);
        assertRefused(archive::all, ArchiveRefusal.DamagedArchive.class, name);
        assertRefused(archive::check, ArchiveRefusal.DamagedArchive.class, name);
        // A question that does not need it is answered.
        archive.between(Instant.EPOCH, manifest.parts().getLast().first()).close();
        Files.write(part, new byte[3]);
        assertRefused(archive::all, ArchiveRefusal.DamagedArchive.class, name, "3 bytes");
        Files.delete(part);
        assertRefused(archive::all, ArchiveRefusal.DamagedArchive.class, name, "missing");
        Files.write(part, whole);
        archive.all().close();
    }

    @Test
    void aDamagedManifestIsRefusedWithItsName() throws IOException {
        EventArchive archive = archive();
        Manifest manifest = Archived.archive(archive, Archived.PLAN, file("one.json", lines(1)));
        String name = manifest.run() + ".json";
        Path file = archive.runs().resolve(name);
        String whole = Files.readString(file);
        assertThat(ManifestFile.read(file)).isEqualTo(manifest);
        List<String> damages = new ArrayList<>();
        damages.add("");
        damages.add(whole.substring(0, whole.length() / 2));
        damages.add(whole + "{}");
        damages.add(whole.replace("commonwatch-events/1", "commonwatch-events/2"));
        damages.add(whole.replace("\"events/", "\"../events/"));
        damages.add(whole.replace("\"events/day=2018", "\"/events/day=2018"));
        damages.add(whole.replace("\"bytes\" :", "\"octets\" :"));
        damages.add(whole.replace(manifest.run(), "another"));
        for (String damaged : damages) {
            Files.writeString(file, damaged);
            assertRefused(archive::all, ArchiveRefusal.DamagedArchive.class, name);
            assertRefused(
                    () -> archive.start(Archived.PLAN), ArchiveRefusal.DamagedArchive.class, name);
        }
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(ManifestFile.BYTES_LIMIT + 1L);
        }
        assertRefused(archive::all, ArchiveRefusal.DamagedArchive.class, name, "more than");
    }

    @Test
    void contextIsLeftOutIfThatIsAsked() throws IOException {
        EventArchive archive = archive();
        var plan =
                new ArchiveRun.Plan(
                        Archived.SENSOR, CountingRule.ATTACKS, false, false, Instant.EPOCH);
        Archived.archive(archive, plan, file("one.json", lines(1)));
        try (ArchivedEvents events = archive.all()) {
            var fresh = Archived.count(lines(1), CountingRule.ATTACKS);
            var again = events.count(CountingRule.ATTACKS);
            assertThat(again.cells()).isEqualTo(fresh.cells());
            assertThat(again.total(Unit.CONTEXT)).isZero();
        }
    }

    @Test
    void theLineOfEveryEventIsKeptIfThatIsAsked() throws IOException {
        EventArchive archive = archive();
        var plan =
                new ArchiveRun.Plan(
                        Archived.SENSOR, CountingRule.ATTACKS, true, true, Instant.EPOCH);
        Archived.archive(archive, plan, file("one.json", lines(1)));
        Archived.archive(archive, plan, file("two.json", lines(2)));
        List<String> expected =
                new String(lines(1), StandardCharsets.UTF_8)
                        .concat(new String(lines(2), StandardCharsets.UTF_8))
                        .lines()
                        .toList();
        List<String> kept = new ArrayList<>();
        try (ArchivedEvents events = archive.all()) {
            events.find(EventFilter.everything(10_000), event -> kept.add(line(events, event)));
        }
        assertThat(kept).hasSize((int) Archived.events(archive));
        assertThat(expected).containsAll(kept);
        assertThat(kept).doesNotHaveDuplicates();
    }

    private static String line(ArchivedEvents events, ArchivedEvent event) {
        try {
            String line = new String(events.line(event).orElseThrow(), StandardCharsets.UTF_8);
            // Whatever else is in it, a line of EVE has the type of its record.
            assertThat(line).contains(event.said().type().replace("eve/", ""));
            return line;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsTooOldGoesAndStaysKnown() throws IOException {
        EventArchive archive = archive();
        var plan =
                new ArchiveRun.Plan(
                        Archived.SENSOR, CountingRule.ATTACKS, true, true, Instant.EPOCH);
        Path one = file("one.json", lines(1));
        Manifest manifest = Archived.archive(archive, plan, one);
        Instant day = Instant.parse("2018-11-24T00:00:00Z");
        Instant after = START.plus(Duration.ofDays(9));
        long old = manifest.parts().stream().filter(p -> p.last().isBefore(day)).count();
        assertThat(old).isPositive().isLessThan(manifest.parts().size());

        List<String> before = Archived.files(archive);
        EventArchive.Pruned would = archive.prune(day, after, true);
        assertThat(Archived.files(archive)).isEqualTo(before);
        EventArchive.Pruned pruned = archive.prune(day, after, false);
        assertThat(pruned).isEqualTo(would);
        assertThat(pruned.parts()).hasSize((int) old);
        assertThat(pruned.raw()).isNotEmpty();

        archive.check();
        Manifest kept = archive.manifests().getFirst();
        assertThat(kept.raw()).isEmpty();
        assertThat(kept.parts()).allMatch(part -> !part.last().isBefore(day));
        assertThat(Archived.files(archive))
                .hasSize(before.size() - (int) old - pruned.raw().size());
        Archived.archive(archive, plan, one);
        assertThat(archive.manifests()).hasSize(1);
    }
}
