package org.commonwatch.telemetry.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.sensor.StructuralScanner;
import org.commonwatch.telemetry.sensor.Structure;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

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
}
