package org.commonwatch.insight.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.insight.InsightRefusedException;
import org.commonwatch.insight.knowledge.Holdings;
import org.commonwatch.insight.knowledge.Window;
import org.junit.jupiter.api.Test;

import java.util.BitSet;

class ContributionsTest {
    // Owner 0 has 0, 1, 2 (2 twice); owner 1 has 1, 2, 3; owner 2 has 2, and 4 too late.
    private static Holdings holdings(int owners) {
        return Holdings.of(
                new Holdings.Extent(5, owners, 1),
                new Holdings.Columns(
                        new int[] {0, 1, 2, 2, 1, 2, 3, 2, 4},
                        new int[] {0, 0, 0, 0, 1, 1, 1, 2, 2},
                        new long[] {1, 1, 1, 2, 1, 1, 1, 1, 100},
                        new int[9]));
    }

    private static BitSet owners(int count) {
        BitSet owners = new BitSet();
        owners.set(0, count);
        return owners;
    }

    @Test
    void eachSourceIsComparedWithEachOtherAndWithAll() {
        Contributions all = Contributions.of(holdings(3), new Window(0, 100), owners(3));
        assertThat(all.volume(0)).isEqualTo(3);
        assertThat(all.overlap(0, 1)).isEqualTo(new Share(2, 3));
        assertThat(all.differential(0, 1)).isEqualTo(new Share(1, 3));
        assertThat(all.differential(0, 2)).isEqualTo(new Share(2, 3));
        assertThat(all.exclusive(0)).isEqualTo(new Share(1, 3));
        assertThat(all.exclusive(2)).isEqualTo(new Share(0, 1));
    }

    @Test
    void whoGrantedNothingCountsForNothing() {
        Contributions two = Contributions.of(holdings(3), new Window(0, 101), owners(2));
        assertThat(two.volume(2)).isZero();
        assertThat(two.exclusive(2).value()).isEmpty();
        BitSet last = new BitSet();
        last.set(2);
        assertThat(Contributions.of(holdings(3), new Window(0, 101), last).exclusive(2))
                .isEqualTo(new Share(2, 2));
    }

    @Test
    void tooManyOwnersAreRefused() {
        int most = Contributions.OWNERS_LIMIT;
        Window window = new Window(0, 1);
        assertThat(Contributions.of(holdings(most), window, new BitSet()).volume(0)).isZero();
        assertThatThrownBy(() -> Contributions.of(holdings(most + 1), window, new BitSet()))
                .isInstanceOf(InsightRefusedException.class);
    }
}
