package org.commonwatch.telemetry.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.sensor.Marks;
import org.commonwatch.telemetry.sensor.StructuralScanner;
import org.commonwatch.telemetry.sensor.Structure;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.util.random.RandomGenerator;

class VectorScannerTest {
    @Test
    void itIsTheFastestWhereItIsOnThePath() {
        assertThat(StructuralScanner.fastest().name()).startsWith("vector");
    }

    @Test
    void itFindsWhatThePortableScannerFinds() {
        StructuralScanner vector = new VectorScanner();
        Cases.check(random -> {
            byte[] bytes = new byte[random.nextInt(700)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                if (random.nextInt(4) > 0) {
                    bytes[i] = (byte) "{}[]\":,\\n0\n \r\t".charAt(random.nextInt(14));
                }
            }
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            assertThat(Structure.of(vector, bytes, from, to))
                    .isEqualTo(Structure.of(StructuralScanner.portable(), bytes, from, to));
        });
    }

    @Test
    void itFindsTheSameEndsOfValues() {
        StructuralScanner vector = new VectorScanner();
        Cases.check(random -> {
            int blocks = random.nextInt(9);
            int from = random.nextInt(70);
            byte[] bytes = bytes(random, from + blocks * Marks.BLOCK_BYTES);
            long[] found = new long[3 + StructuralScanner.VALUE_MASKS * blocks];
            long[] expected = found.clone();
            vector.values(bytes, from, blocks, found, 3);
            StructuralScanner.portable().values(bytes, from, blocks, expected, 3);
            assertThat(found).isEqualTo(expected);
        });
    }

    @Test
    void itSeesTheSameBytesAsTheSame() {
        StructuralScanner vector = new VectorScanner();
        Cases.check(random -> {
            byte[] bytes = bytes(random, 100);
            byte[] other = bytes.clone();
            int changed = random.nextInt(100);
            other[changed]++;
            int from = random.nextInt(100 - StructuralScanner.COMPARED);
            int count = random.nextInt(StructuralScanner.COMPARED + 1);
            boolean same = changed < from || changed >= from + count;
            assertThat(vector.isSame(bytes, from, other, from, count)).isEqualTo(same);
            assertThat(StructuralScanner.portable().isSame(bytes, from, other, from, count))
                    .isEqualTo(same);
        });
    }

    private static byte[] bytes(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(4) > 0) {
                bytes[i] = (byte) "a0 :/9\"\\\n\037\177 x".charAt(random.nextInt(12));
            }
        }
        return bytes;
    }
}
