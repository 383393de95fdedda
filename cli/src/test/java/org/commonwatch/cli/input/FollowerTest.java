package org.commonwatch.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.archive.LineSource;
import org.commonwatch.archive.Progress;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;

/** What becomes of the lines of files that are renamed, cut, copied and packed while they grow. */
class FollowerTest {
    private static final Instant START = Instant.parse("2030-03-04T00:00:00Z");

    @TempDir private Path folder = Path.of("");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final StringWriter notes = new StringWriter();
    private final List<String> counted = new ArrayList<>();

    /** Takes every line, and refuses files that begin with a hash. */
    private final Growth growth =
            new Growth() {
                @Override
                public Optional<OfFile> begin(LineSource file, int year) {
                    return taking(file, 0);
                }

                @Override
                public Optional<OfFile> goOn(
                        LineSource file, int year, LineSource before, long lines) {
                    assertThat(read(before)).hasSize((int) lines);
                    return taking(file, lines);
                }

                private Optional<OfFile> taking(LineSource file, long before) {
                    if (new String(file.start(1), StandardCharsets.UTF_8).equals("#")) {
                        return Optional.empty();
                    }
                    AtomicLong lines = new AtomicLong(before);
                    return Optional.of((more, bytes) -> {
                        List<String> added = read(more);
                        counted.addAll(added);
                        return lines.addAndGet(added.size());
                    });
                }
            };

    private Path log = Path.of("");
    private Path state = Path.of("");

    @BeforeEach
    void begin() throws IOException {
        log = Files.createDirectory(folder.resolve("logs")).resolve("log");
        state = folder.resolve("state");
    }

    private Follower follower() {
        return new Follower(
                List.of(folder.resolve("logs") + "/log*"),
                Optional.of(state),
                growth,
                new PrintWriter(notes, true),
                now::get);
    }

    @Test
    void aLineCountsOnceItIsWhole() throws IOException {
        try (Follower follower = follower()) {
            append("one\ntw");
            assertThat(follower.look()).isTrue();
            assertThat(counted).containsExactly("one");
            assertThat(follower.look()).isFalse();
            append("o");
            assertThat(follower.look()).isFalse();
            append("\nthree\n");
            assertThat(follower.look()).isTrue();
            assertThat(counted).containsExactly("one", "two", "three");
        }
    }

    @Test
    void whatIsRenamedIsReadToItsEnd() throws IOException {
        try (Follower follower = follower()) {
            append("one\n");
            follower.look();
            Path away = folder.resolve("away");
            append("two\n");
            Files.move(log, away);
            append("three\n");
            follower.look();
            Files.writeString(away, "four\nfive", StandardOpenOption.APPEND);
            follower.look();
            assertThat(counted).containsExactly("one", "two", "three", "four");
            settle(follower);
            assertThat(counted).containsExactly("one", "two", "three", "four", "five");
        }
    }

    @Test
    void aFileThatIsCutBeginsAnewAndItsCopyIsCountedFromThere() throws IOException {
        try (Follower follower = follower()) {
            append("one\n");
            follower.look();
            append("two\n");
            Path copy = log.resolveSibling("log.1");
            Files.copy(log, copy);
            follower.look();
            append("three\n");
            Files.copy(log, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(log, "");
            append("a line longer than all the others before\n");
            follower.look();
            settle(follower);
            assertThat(counted)
                    .containsExactlyInAnyOrder(
                            "one", "two", "three", "a line longer than all the others before");
            assertThat(notes.toString()).contains("is a copy of", "begins anew");
        }
    }

    @Test
    void aFileOfNoKnownFormatIsLookedAtOnce() throws IOException {
        try (Follower follower = follower()) {
            append("# one\n");
            assertThat(follower.look()).isTrue();
            append("# two\n");
            assertThat(follower.look()).isFalse();
            assertThat(counted).isEmpty();
        }
    }

    /**
     * Whatever happens to the files, and however often the follower starts again, each line that
     * was written is counted once: what a run that died had counted, by the one after it.
     */
    @Test
    void nothingIsCountedTwiceOrLost() throws IOException {
        AtomicLong written = new AtomicLong();
        AtomicLong cases = new AtomicLong();
        Cases.check(
                100,
                random -> {
                    log = folder.resolve("case-" + cases.incrementAndGet()).resolve("log");
                    state = log.resolveSibling("state");
                    Files.createDirectory(log.getParent());
                    counted.clear();
                    List<String> expected = new ArrayList<>();
                    List<String> reported = new ArrayList<>();
                    Follower follower = restarted();
                    try {
                        for (int step = 0; step < 30; step++) {
                            write(random, written, expected);
                            switch (random.nextInt(9)) {
                                case 0 -> Files.move(log, rotated(step));
                                case 1 -> {
                                    Files.copy(log, rotated(step));
                                    Files.writeString(log, "");
                                }
                                case 2 -> {
                                    pack(rotated(step));
                                    Files.delete(log);
                                }
                                case 3 -> settle(follower);
                                case 4 -> {
                                    follower.keep(state);
                                    reported.addAll(counted);
                                    counted.clear();
                                }
                                case 5 -> {
                                    counted.clear(); // it dies, and what it had is gone
                                    follower.close();
                                    follower = restarted();
                                }
                                default -> follower.look();
                            }
                        }
                        settle(follower);
                    } finally {
                        follower.close();
                    }
                    reported.addAll(counted);
                    assertThat(reported).containsExactlyInAnyOrderElementsOf(expected);
                });
    }

    private Follower restarted() {
        return new Follower(
                List.of(log.getParent() + "/log*"),
                Optional.of(state),
                growth,
                new PrintWriter(notes, true),
                now::get);
    }

    private void write(RandomGenerator random, AtomicLong written, List<String> expected)
            throws IOException {
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            String line = written.incrementAndGet() + "x".repeat(random.nextInt(400));
            expected.add(line);
            append(line + "\n");
        }
    }

    private Path rotated(int step) {
        return log.resolveSibling("log." + step);
    }

    private void pack(Path to) throws IOException {
        try (OutputStream file = Files.newOutputStream(to);
                OutputStream gzip = new GZIPOutputStream(file)) {
            Files.copy(log, gzip);
        }
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    // Long enough for whatever waits.
    private void settle(Follower follower) throws IOException {
        for (int i = 0; i < 4; i++) {
            follower.look();
            now.set(now.get().plus(Duration.ofSeconds(6)));
        }
        follower.look();
    }

    private static List<String> read(LineSource source) {
        List<String> lines = new ArrayList<>();
        Function<Chunk, Boolean> worker =
                chunk -> {
                    if (chunk instanceof Chunk.Lines whole) {
                        whole.forEach((from, to, number) ->
                                lines.add(
                                        new String(
                                                whole.bytes(),
                                                from,
                                                to - from,
                                                StandardCharsets.UTF_8)));
                    }
                    return true;
                };
        source.read(List.of(worker), done -> {}, Progress.unwatched());
        return lines;
    }
}
