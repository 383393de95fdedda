package org.commonwatch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

class ParallelLinesTest {
    @TempDir private Path folder = Path.of("");

    /** However many threads and however small the blocks, the lines are those of the file. */
    @Test
    void theLinesAreThoseOfTheFileInItsOrder() {
        Cases.check(
                200,
                random -> {
                    String text = text(random);
                    Path file = write(text);
                    int blockBytes = 1 + random.nextInt(40);
                    assertThat(read(file, blockBytes, 1 + random.nextInt(4)))
                            .isEqualTo(naive(text));
                });
    }

    @Test
    void aLineAboveTheLimitIsNeverHeld() throws IOException {
        String longest = "x".repeat(Chunk.LINE_LIMIT);
        Path file = write("a\n" + longest + "\n" + longest + "yyy\nb");
        int end = 2 + Chunk.LINE_LIMIT + 1;
        assertThat(read(file, 64 << 10, 2))
                .containsExactly(
                        "1@0 a",
                        "2@2 " + longest,
                        "3@" + end + " too long",
                        "4@" + (end + Chunk.LINE_LIMIT + 4) + " b");
    }

    @Test
    void whatAWorkerThrowsEndsTheReadingAndIsThrown() throws IOException {
        Path file = write("line\n".repeat(10_000));
        Function<Chunk, Integer> broken =
                chunk -> {
                    throw new IllegalStateException("on purpose");
                };
        assertThatThrownBy(() -> read(file, 100, List.of(broken, broken), any -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("on purpose");
    }

    private static List<String> read(Path file, int blockBytes, int threads) {
        List<Function<? super Chunk, ? extends List<String>>> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(ParallelLinesTest::lines);
        }
        List<String> all = new ArrayList<>();
        AtomicInteger number = new AtomicInteger();
        ParallelLinesTest.<List<String>>read(
                file,
                blockBytes,
                workers,
                lines -> lines.forEach(line -> all.add(number.incrementAndGet() + "@" + line)));
        return all;
    }

    static <R> void read(
            Path file,
            int blockBytes,
            List<Function<? super Chunk, ? extends R>> workers,
            Consumer<R> inOrder) {
        try (FileChannel channel = FileChannel.open(file)) {
            var blocks = new PlainBlocks(channel, 0, channel.size(), blockBytes);
            ParallelLines.<R>read("lines", blocks, workers, inOrder, () -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Chunk chunk) {
        List<String> lines = new ArrayList<>();
        switch (chunk) {
            case Chunk.TooLong(long line, long offset) -> lines.add(offset + " too long");
            case Chunk.Lines whole ->
                    whole.forEach((from, to, line) ->
                            lines.add(
                                    whole.offset()
                                            + from
                                            - whole.from()
                                            + " "
                                            + new String(
                                                    whole.bytes(),
                                                    from,
                                                    to - from,
                                                    StandardCharsets.ISO_8859_1)));
        }
        return Collections.unmodifiableList(lines);
    }

    static List<String> naive(String text) {
        List<String> all = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end;
            int stripped = to > from && text.charAt(to - 1) == '\r' ? to - 1 : to;
            all.add((all.size() + 1) + "@" + from + " " + text.substring(from, stripped));
            from = to + 1;
        }
        return all;
    }

    static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append("abc".repeat(random.nextInt(random.nextInt(5) == 0 ? 40 : 4)));
            text.append(random.nextInt(4) == 0 ? "\r\n" : "\n");
        }
        return text + (random.nextBoolean() ? "no end" : "");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("lines"), text, StandardCharsets.ISO_8859_1);
    }
}
