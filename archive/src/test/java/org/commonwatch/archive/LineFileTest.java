package org.commonwatch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.commonwatch.telemetry.sensor.Chunk;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;

class LineFileTest {
    @TempDir private Path folder = Path.of(".");

    @Test
    void plainAndCompressedFilesGiveTheSameLines() throws IOException {
        byte[] text = bytes("one\ntwo\nthree");
        assertThat(read(file("plain", text))).isEqualTo(text);
        assertThat(read(file("zipped", gzip(text)))).isEqualTo(text);
        assertThat(read(file("empty", new byte[0]))).isEmpty();
        assertThat(read(file("short", bytes("x")))).isEqualTo(bytes("x"));
    }

    @Test
    void allMembersOfAConcatenatedFileAreRead() throws IOException {
        byte[] both = joined(gzip(bytes("one\ntw")), gzip(bytes("")), gzip(bytes("o\nthree\n")));
        assertThat(read(file("members.gz", both))).isEqualTo(bytes("one\ntwo\nthree\n"));
    }

    @Test
    void theOptionalPartsOfAHeaderArePassedOver() throws IOException {
        byte[] plain = gzip(bytes("text\n"));
        byte[] header = Arrays.copyOf(plain, 10);
        header[3] = 2 | 4 | 8 | 16;
        byte[] more = bytes("\5\0AB\1\0xname\0comment\0##");
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        assertThat(read(file("full.gz", joined(header, more, rest)))).isEqualTo(bytes("text\n"));
    }

    @Test
    void aTruncatedFileGivesWhatItHasAndIsThenRefused() throws IOException {
        byte[] text = bytes(anyText(200_000));
        byte[] whole = gzip(text);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        var got = new ByteArrayOutputStream();
        Path file = file("half.gz", half);
        ArchiveRefusal refusal = refusal(() -> LineFile.read(file, into(got), noProgress()));
        assertThat(refusal.message())
                .startsWith("'" + file + "' is damaged at byte " + half.length + ": ");
        assertThat(got.size()).isGreaterThan(text.length / 3);
        assertThat(Arrays.copyOf(text, got.size())).isEqualTo(got.toByteArray());
    }

    @Test
    void whatFollowsTheLastMemberIsNotPassedOver() throws IOException {
        byte[] text = bytes(anyText(Unpacked.LOST_TO_DAMAGE));
        byte[] good = gzip(joined(text, text));
        Path file = file("more.gz", joined(good, bytes("not gzip at all")));
        var got = new ByteArrayOutputStream();
        assertThat(refusal(() -> LineFile.read(file, into(got), noProgress())))
                .isInstanceOf(ArchiveRefusal.Damaged.class);
        assertThat(got.size()).isGreaterThanOrEqualTo(2 * text.length - Unpacked.LOST_TO_DAMAGE);
    }

    @Test
    void aWrongChecksumIsDamage() throws IOException {
        byte[] bad = gzip(bytes("one\n"));
        bad[bad.length - 8] ^= 1;
        Path file = file("sum.gz", bad);
        assertThat(refusal(() -> read(file)).message()).contains("CRC32", "sum.gz");
    }

    /** One flipped bit is refused or changes nothing, and never gives other lines in silence. */
    @Test
    void noDamageGoesUnnoticed() {
        byte[] text = bytes(anyText(3_000));
        Cases.check(
                500,
                random -> {
                    byte[] bad = gzip(text);
                    int bit = 8 * 10 + random.nextInt(bad.length * 8 - 80);
                    bad[bit / 8] ^= (byte) (1 << bit % 8);
                    var got = new ByteArrayOutputStream();
                    try {
                        LineFile.read("bad", new ByteArrayInputStream(bad), into(got));
                        assertThat(got.toByteArray()).isEqualTo(text);
                    } catch (ArchiveRefusedException e) {
                        assertThat(e.refusal()).isInstanceOf(ArchiveRefusal.Damaged.class);
                    }
                });
    }

    @Test
    void anyBytesAreReadOrRefused() {
        Cases.check(random -> {
            byte[] junk = new byte[random.nextInt(300)];
            random.nextBytes(junk);
            if (junk.length > 3) {
                System.arraycopy(new byte[] {0x1F, (byte) 0x8B, 8}, 0, junk, 0, 3);
            }
            try {
                LineFile.read("junk", new ByteArrayInputStream(junk), chunk -> {});
            } catch (ArchiveRefusedException e) {
                assertThat(e.refusal()).isInstanceOf(ArchiveRefusal.Damaged.class);
            }
        });
    }

    @Test
    void whatIsNoFileIsRefusedByName() {
        Path missing = folder.resolve("missing");
        assertThat(refusal(() -> read(missing))).isEqualTo(new ArchiveRefusal.NoSuchFile(missing));
        assertThat(refusal(() -> read(folder))).isEqualTo(new ArchiveRefusal.IsFolder(folder));
    }

    @Test
    void bytesFromElsewhereAreReadToTheirEndAndNotClosed() throws IOException {
        var closed = new ArrayList<String>();
        InputStream theirs =
                new ByteArrayInputStream(gzip(bytes("one\n"))) {
                    @Override
                    public void close() {
                        closed.add("closed");
                    }
                };
        var got = new ByteArrayOutputStream();
        LineFile.read("request", theirs, into(got));
        assertThat(got.toByteArray()).isEqualTo(bytes("one\n"));
        assertThat(closed).isEmpty();
        assertThat(theirs.read()).isNegative();
    }

    @Test
    void aDiskThatFailsIsNamedAfterWhatItGave() {
        var got = new ByteArrayOutputStream();
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
        assertThat(refusal(() -> LineFile.read("disk", failing, into(got))))
                .isEqualTo(new ArchiveRefusal.Unreadable("disk", "the cable is loose"));
        assertThat(got.toByteArray()).isEqualTo(bytes("one\ntwo\n"));
    }

    @Test
    void progressRunsToTheEndAndNeverBack() throws IOException {
        Path file = file("big.gz", gzip(bytes(anyText(3_000_000))));
        long size = Files.size(file);
        List<Long> seen = new ArrayList<>();
        LineFile.read(
                file,
                chunk -> {},
                (read, total) -> {
                    assertThat(total).isEqualTo(size);
                    seen.add(read);
                });
        assertThat(seen).isSorted().hasSizeGreaterThan(10).endsWith(size);
    }

    private static Progress noProgress() {
        return Progress.unwatched();
    }

    private static Consumer<Chunk> into(ByteArrayOutputStream bytes) {
        return chunk -> {
            if (chunk instanceof Chunk.Lines lines) {
                bytes.writeBytes(lines.bytes());
            }
        };
    }

    private static byte[] read(Path file) {
        var bytes = new ByteArrayOutputStream();
        LineFile.read(file, into(bytes), noProgress());
        return bytes.toByteArray();
    }

    private static ArchiveRefusal refusal(ThrowingCallable call) {
        List<ArchiveRefusal> found = new ArrayList<>();
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ArchiveRefusedException.class, e -> found.add(e.refusal()));
        assertThat(found.getFirst().remedy()).isNotBlank();
        return found.getFirst();
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static String anyText(int length) {
        RandomGenerator random = new SplittableRandom(3);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(Long.toString(random.nextLong(), 36)).append('\n');
        }
        return text.toString();
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
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
