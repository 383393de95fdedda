package org.commonwatch.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;

import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Frames are found and unpacked by the library alone, one by one. */
class ZstdFramesTest {
    @Test
    void everyFrameHoldsWholeLinesAndNoMoreThanItMay() {
        byte[] lines = ("x".repeat(999) + "\n").repeat(10_000).getBytes(StandardCharsets.UTF_8);
        List<byte[]> frames = unpacked(ZstdFrames.pack(lines, lines.length));
        assertThat(frames)
                .hasSize(3)
                .allSatisfy(frame -> {
                    assertThat(frame.length).isLessThanOrEqualTo(ZstdFrames.FRAME_LIMIT);
                    assertThat(frame[frame.length - 1]).isEqualTo((byte) '\n');
                });
        assertThat(joined(frames)).isEqualTo(lines);
    }

    @Test
    void aFrameOfExactlyTheLimitIsOneAndALineThatIsLongerIsCut() {
        byte[] lines = new byte[ZstdFrames.FRAME_LIMIT + 5];
        Arrays.fill(lines, (byte) 'x');
        assertThat(unpacked(ZstdFrames.pack(lines, ZstdFrames.FRAME_LIMIT))).hasSize(1);
        List<byte[]> frames = unpacked(ZstdFrames.pack(lines, lines.length));
        assertThat(frames).extracting(frame -> frame.length).containsExactly(4 << 20, 5);
        assertThat(ZstdFrames.pack(lines, 0)).isEmpty();
    }

    /** Noise does not shrink, and must fit all the same. */
    @Test
    void whatIsPackedIsUnpackedTheSame() {
        Cases.check(
                20,
                random -> {
                    byte[] bytes = new byte[random.nextInt(6 << 20)];
                    random.nextBytes(bytes);
                    int length = random.nextInt(bytes.length + 1);
                    assertThat(joined(unpacked(ZstdFrames.pack(bytes, length))))
                            .isEqualTo(Arrays.copyOf(bytes, length));
                });
    }

    private static List<byte[]> unpacked(byte[] packed) {
        List<byte[]> frames = new ArrayList<>();
        int from = 0;
        while (from < packed.length) {
            int size = Math.toIntExact(Zstd.findFrameCompressedSize(packed, from));
            byte[] frame = Arrays.copyOfRange(packed, from, from + size);
            frames.add(Zstd.decompress(frame, Math.toIntExact(Zstd.getFrameContentSize(frame))));
            from += size;
        }
        return frames;
    }

    private static byte[] joined(List<byte[]> frames) {
        var all = new ByteArrayOutputStream();
        frames.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
