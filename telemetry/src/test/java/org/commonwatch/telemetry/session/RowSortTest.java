package org.commonwatch.telemetry.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class RowSortTest {
    /** However the first words are spread, as when somebody chose addresses for it. */
    @Test
    void rowsAreSortedWhateverTheirFirstWords() {
        Cases.check(random -> {
            int words = random.nextBoolean() ? Rows.NARROW : Rows.WIDE;
            int count = random.nextInt(500);
            int zeros = random.nextInt(64);
            int same = random.nextInt(8);
            var rows = new long[count * words + words * random.nextInt(3)];
            List<long[]> expected = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                for (int word = 0; word < words; word++) {
                    boolean isSame = random.nextInt(8) < same;
                    rows[i * words + word] = isSame ? 7 : random.nextLong() >>> zeros;
                }
                expected.add(Arrays.copyOfRange(rows, i * words, (i + 1) * words));
            }
            expected.sort((a, b) -> Rows.compare(a, 0, b, 0, words));
            var sorted = new long[rows.length];
            RowSort.sort(rows, sorted, count, words);
            for (int i = 0; i < count; i++) {
                long[] row = Arrays.copyOfRange(sorted, i * words, (i + 1) * words);
                assertThat(Rows.compare(row, 0, expected.get(i), 0, words)).isZero();
                assertThat(row[Rows.FIRST]).isEqualTo(expected.get(i)[Rows.FIRST]);
            }
            assertThat(sum(sorted, count * words)).isEqualTo(sum(expected));
        });
    }

    private static long sum(long[] words, int count) {
        return Arrays.stream(words, 0, count).sum();
    }

    private static long sum(List<long[]> rows) {
        return rows.stream().mapToLong(row -> sum(row, row.length)).sum();
    }
}
