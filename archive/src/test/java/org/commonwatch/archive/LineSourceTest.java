package org.commonwatch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;

import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;

class LineSourceTest {
    private static final int SKIPPABLE = 0x184D2A57;

    @TempDir private Path folder = Path.of("");

    /** However it is packed, cut into frames and read, an input's lines are the same. */
    @Test
    void theLinesAreTheSameHoweverTheyArePackedAndRead() {
        Cases.check(
                150,
                random -> {
                    String text = ParallelLinesTest.text(random);
                    byte[] packed =
                            switch (random.nextInt(4)) {
                                case 0 -> bytes(text);
                                case 1 -> gzip(bytes(text));
                                case 2 -> joined(frames(bytes(text), random));
                                default -> joined(streamed(bytes(text)), skippable(random));
                            };
                    int threads = 1 + random.nextInt(3);
                    assertThat(read(file("any", packed), threads))
                            .isEqualTo(ParallelLinesTest.naive(text));
                    assertThat(readStream(packed, threads))
                            .isEqualTo(ParallelLinesTest.naive(text));
                });
    }

    @Test
    void framesOfAllSizesAreReadAndLinesAcrossThemPutTogether() throws IOException {
        byte[] text = anyText(9 << 20);
        byte[] atLimit = Arrays.copyOf(text, FrameBlocks.FRAME_LIMIT);
        byte[] above = Arrays.copyOf(text, FrameBlocks.FRAME_LIMIT + 1);
        byte[] start = bytes("a line that goes on");
        for (byte[] large : List.of(atLimit, above)) {
            byte[] whole = joined(start, large, large, start);
            byte[] packed =
                    joined(
                            frame(start),
                            skippable(new SplittableRandom(1)),
                            frame(large),
                            frame(new byte[0]),
                            frame(large),
                            frame(start));
            assertThat(digest(file("large.zst", packed), 2))
                    .isEqualTo(digest(file("large", whole), 2))
                    .isEqualTo(digest(file("large", whole), 1));
        }
    }

    @Test
    void aLineLongerThanTheLimitAcrossFramesOrInOneIsTooLongOnce() throws IOException {
        byte[] longer = bytes("x".repeat(3 * Chunk.LINE_LIMIT));
        byte[] line = bytes("\nb\n");
        Path inOne = file("one.zst", frame(joined(bytes("a\n"), longer, line, longer, line)));
        List<String> expected =
                List.of(
                        "1@0 a",
                        "2@2 too long",
                        "3@" + (2 + longer.length + 1) + " b",
                        "4@" + (2 + longer.length + 3) + " too long",
                        "5@" + (2 + 2 * longer.length + 4) + " b");
        assertThat(read(inOne, 2)).isEqualTo(expected);
        byte[] third = Arrays.copyOf(longer, Chunk.LINE_LIMIT);
        Path across =
                file(
                        "across.zst",
                        joined(
                                frame(bytes("a\n")),
                                frame(third),
                                frame(third),
                                frame(joined(third, line, third)),
                                frame(joined(third, third, line))));
        assertThat(read(across, 2)).isEqualTo(expected);
    }

    /** Exactly what comes before the damage is worked on, whichever thread finds it first. */
    @Test
    void damagedZstdGivesWhatComesBeforeAndIsThenRefused() throws IOException {
        byte[] text = anyText(100_000);
        byte[] good = frame(text);
        for (int length : List.of(good.length - 1, good.length / 2, 5, 3)) {
            byte[] all = joined(good, good, Arrays.copyOf(good, length));
            refusedAfter(all, 2 * text.length, 3 * text.length, 2 * good.length);
        }
        byte[] flipped = good.clone();
        flipped[good.length - 2] ^= 1; // of the checksum
        refusedAfter(joined(good, flipped, good), text.length, 2 * text.length, good.length);
        refusedAfter(joined(good, bytes("no zstd"), good), text.length, text.length, good.length);
        refusedAfter(joined(good, new byte[] {1}), text.length, text.length, good.length);
    }

    private void refusedAfter(byte[] packed, int atLeast, int atMost, int placeFrom)
            throws IOException {
        Path file = file("damaged.zst", packed);
        for (int threads : List.of(1, 4)) {
            List<String> got = new ArrayList<>();
            assertThatThrownBy(() -> readInto(got, LineSource.of(file), threads))
                    .isInstanceOfSatisfying(
                            ArchiveRefusedException.class,
                            e -> {
                                var damaged = (ArchiveRefusal.Damaged) e.refusal();
                                assertThat(damaged.name()).isEqualTo(file.toString());
                                assertThat(damaged.offset())
                                        .isBetween((long) placeFrom, (long) packed.length);
                            });
            long bytes = got.stream().mapToLong(line -> text(line).length() + 1).sum();
            assertThat(bytes).isBetween((long) atLeast - 2, (long) atMost + 1);
            assertThat(got).last().asString().startsWith(got.size() + "@");
        }
    }

    /** One flipped bit is refused or changes nothing, and never gives other lines in silence. */
    @Test
    void noDamageToZstdGoesUnnoticed() throws IOException {
        byte[] text = anyText(3_000);
        byte[] good = joined(frame(text), frame(text));
        List<String> expected = read(file("good.zst", good), 2);
        Cases.check(
                500,
                random -> {
                    byte[] bad = good.clone();
                    int bit = 32 + random.nextInt(bad.length * 8 - 32);
                    bad[bit / 8] ^= (byte) (1 << (bit % 8));
                    List<String> got = new ArrayList<>();
                    try {
                        readInto(got, LineSource.of(file("bad.zst", bad)), 2);
                        // A flip may make a frame that is to be passed over: that is no damage.
                        assertThat(expected).containsAll(got);
                    } catch (ArchiveRefusedException e) {
                        assertThat(e.refusal()).isNotInstanceOf(ArchiveRefusal.Unreadable.class);
                    }
                });
    }

    @Test
    void anyBytesThatBeginAsZstdAreReadOrRefused() {
        Cases.check(
                500,
                random -> {
                    byte[] junk = new byte[4 + random.nextInt(300)];
                    random.nextBytes(junk);
                    int magic = random.nextBoolean() ? 0xFD2FB528 : SKIPPABLE;
                    ByteBuffer.wrap(junk).order(ByteOrder.LITTLE_ENDIAN).putInt(magic);
                    try {
                        read(file("junk.zst", junk), 2);
                    } catch (ArchiveRefusedException e) {
                        assertThat(e.refusal()).isNotInstanceOf(ArchiveRefusal.Unreadable.class);
                    }
                });
    }

    @Test
    void aWindowBeyondTheLimitIsRefusedWithWhatToDo() throws IOException {
        for (int windowLog : List.of(Unpacked.WINDOW_LOG_LIMIT, Unpacked.WINDOW_LOG_LIMIT + 1)) {
            // No content size, so that the window is all there is to say how much memory is needed.
            int window = (windowLog - 10) << 3;
            byte[] header = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, (byte) window};
            byte[] rawBlock = {1 + 8 * 3, 0, 0, 'a', 'b', '\n'};
            Path file = file("window.zst", joined(header, rawBlock));
            if (windowLog == Unpacked.WINDOW_LOG_LIMIT) {
                assertThat(read(file, 2)).containsExactly("1@0 ab");
            } else {
                assertThatThrownBy(() -> read(file, 2))
                        .isInstanceOf(ArchiveRefusedException.class)
                        .hasMessage("'" + file + "' needs more than 128 MiB to be unpacked.");
            }
        }
    }

    @Test
    void theStartIsLookedAtAndStaysThere() throws IOException {
        byte[] text = anyText(10_000);
        int lines = (int) new String(text, StandardCharsets.UTF_8).lines().count();
        for (byte[] packed : List.of(text, gzip(text), frame(text))) {
            try (LineSource file = LineSource.of(file("start", packed));
                    LineSource stream = LineSource.of("s", new ByteArrayInputStream(packed))) {
                for (LineSource source : List.of(file, stream)) {
                    assertThat(source.start(100)).isEqualTo(Arrays.copyOf(text, 100));
                    List<String> got = new ArrayList<>();
                    readInto(got, source, 2);
                    assertThat(got).startsWith("1@0 " + text(firstLine(text)));
                    assertThat(got).hasSize(lines);
                }
            }
        }
    }

    @Test
    void partOfAFileHasTheOffsetsOfTheFile() throws IOException {
        Path file = file("part", bytes("one\ntwo\nthree\nfour\n"));
        try (FileChannel channel = FileChannel.open(file)) {
            for (int threads : List.of(1, 2)) {
                List<String> got = new ArrayList<>();
                readInto(got, LineSource.part("part", channel, 4, 14), threads);
                assertThat(got).containsExactly("1@4 two", "2@8 three");
            }
        }
    }

    @Test
    void aDiskThatFailsIsNamedAfterWhatItGave() {
        InputStream failing =
                new InputStream() {
                    private final InputStream good = new ByteArrayInputStream(bytes("one\ntwo\n"));

                    @Override
                    public int read() throws IOException {
                        throw new IOException("the cable is loose");
                    }

                    @Override
                    public int read(byte[] to, int offset, int length) throws IOException {
                        int count = good.read(to, offset, length);
                        return count < 0 ? read() : count;
                    }
                };
        List<String> got = new ArrayList<>();
        assertThatThrownBy(() -> readInto(got, LineSource.of("disk", failing), 2))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class,
                        e ->
                                assertThat(e.refusal())
                                        .isEqualTo(
                                                new ArchiveRefusal.Unreadable(
                                                        "disk", "the cable is loose")));
        assertThat(got).containsExactly("1@0 one", "2@4 two");
    }

    private static List<String> read(Path file, int threads) throws IOException {
        List<String> all = new ArrayList<>();
        try (LineSource source = LineSource.of(file)) {
            readInto(all, source, threads);
        }
        return all;
    }

    private static List<String> readStream(byte[] packed, int threads) throws IOException {
        List<String> all = new ArrayList<>();
        try (LineSource source = LineSource.of("stream", new ByteArrayInputStream(packed))) {
            readInto(all, source, threads);
        }
        return all;
    }

    private static void readInto(List<String> all, LineSource source, int threads) {
        List<Function<? super Chunk, ? extends List<String>>> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(ParallelLinesTest::lines);
        }
        AtomicInteger number = new AtomicInteger();
        source.<List<String>>read(
                workers,
                lines -> lines.forEach(line -> all.add(number.incrementAndGet() + "@" + line)),
                Progress.unwatched());
    }

    private static int digest(Path file, int threads) throws IOException {
        return read(file, threads).hashCode();
    }

    private static String text(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    private static String firstLine(byte[] text) {
        return "@ " + new String(text, StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
    }

    private static byte[] frames(byte[] text, RandomGenerator random) {
        var all = new ByteArrayOutputStream();
        int from = 0;
        while (from < text.length) {
            int to = Math.min(text.length, from + random.nextInt(50));
            all.writeBytes(frame(Arrays.copyOfRange(text, from, to)));
            if (random.nextInt(5) == 0) {
                all.writeBytes(skippable(random));
            }
            from = to;
        }
        return text.length == 0 ? frame(text) : all.toByteArray();
    }

    private static byte[] frame(byte[] text) {
        byte[] packed = new byte[(int) Zstd.compressBound(text.length) + 64];
        long count = Zstd.compress(packed, text, 1, true);
        return Arrays.copyOf(packed, (int) count);
    }

    /** Does not say how much is in it. */
    private static byte[] streamed(byte[] text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new ZstdOutputStreamNoFinalizer(packed)) {
            out.write(text);
        }
        return packed.toByteArray();
    }

    private static byte[] skippable(RandomGenerator random) {
        int length = random.nextInt(20);
        return ByteBuffer.allocate(8 + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(SKIPPABLE)
                .putInt(length)
                .array();
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] anyText(int length) {
        RandomGenerator random = new SplittableRandom(3);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(Long.toString(random.nextLong(), 36)).append('\n');
        }
        return bytes(text.substring(0, length));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
