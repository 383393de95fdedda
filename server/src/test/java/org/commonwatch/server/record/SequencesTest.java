package org.commonwatch.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.commonwatch.server.record.Answer.Place;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

class SequencesTest {
    @Test
    void whatIsWrittenIsReadInOrder() {
        Cases.check(random -> {
            int bits = random.nextInt(1, 64);
            long[] sequences =
                    LongStream.generate(() -> random.nextLong() >>> (64 - bits))
                            .limit(random.nextInt(1, 200))
                            .toArray();
            List<Place> places =
                    LongStream.of(sequences)
                            .mapToObj(each -> new Place(Instant.EPOCH, each))
                            .toList();
            Sequences written = Sequences.of(places).orElseThrow();
            assertThat(Sequences.read(written.bytes()))
                    .isEqualTo(LongStream.of(sequences).sorted().toArray());
            for (long each : sequences) {
                assertThat(Sequences.contains(written.bytes(), each)).isTrue();
            }
            assertThat(LongStream.of(sequences).min()).hasValue(written.first());
            assertThat(LongStream.of(sequences).max()).hasValue(written.last());
        });
    }

    @Test
    void neighboursTakeAByteEach() {
        List<Place> places =
                LongStream.range(1_000_000, 1_000_100)
                        .mapToObj(each -> new Place(Instant.EPOCH, each))
                        .toList();
        assertThat(Sequences.of(places).orElseThrow().bytes()).hasSize(3 + 99);
        assertThat(Sequences.of(List.of())).isEmpty();
    }

    @Test
    void bytesThatSayNoNumberAreRefused() {
        byte[] long11 = new byte[11];
        java.util.Arrays.fill(long11, (byte) 0x80);
        for (byte[] wrong : List.of(new byte[0], new byte[] {1, (byte) 0x80}, long11)) {
            assertThatIllegalArgumentException().isThrownBy(() -> Sequences.read(wrong));
        }
    }
}
