package org.commonwatch.insight.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.commonwatch.insight.InsightRefusedException;
import org.junit.jupiter.api.Test;

import java.util.BitSet;
import java.util.List;

class KnowledgeTest {
    private static final Blocks ONE =
            Blocks.of(List.of(new Blocks.Block(List.of(List.of(1)), List.of(List.of(2)))));

    private static Holdings holdings(int[] indicator, int[] owner, long[] since) {
        return Holdings.of(
                new Holdings.Extent(2, 3, 2),
                new Holdings.Columns(indicator, owner, since, new int[indicator.length]));
    }

    private static Sightings sightings(int indicator, long at, int sessions) {
        return Sightings.of(
                2,
                new Sightings.Columns(
                        new int[] {indicator},
                        new long[] {at},
                        new int[1],
                        new int[] {sessions},
                        new boolean[1]));
    }

    private static Rulings rulings(long from, int state) {
        return Rulings.of(
                new Rulings.Periods(
                        new int[] {0, 2, 3},
                        new long[] {Times.BEGINNING, from, Times.BEGINNING},
                        new int[] {0, state, 0}),
                ONE);
    }

    // Held by 1 since 10, by 2 since 5 and by the party since 40; readable from 30 on.
    @Test
    void knownReadableAndHitAreTheFirstOfEach() {
        Holdings holdings =
                holdings(new int[] {0, 0, 0}, new int[] {1, 0, 2}, new long[] {10, 40, 5});
        Catalogue catalogue = new Catalogue(holdings, new int[2], new int[2], new int[2]);
        Side side =
                new Side(
                        0,
                        sightings(0, 50, 1),
                        new Others(2),
                        rulings(30, Rulings.READABLE),
                        Spans.NONE);
        BitSet granted = new BitSet();
        granted.set(1);
        Knowledge one =
                Knowledge.of(catalogue, side, new Question(new Window(0, 100), 0, granted, 1));
        assertThat(one.known(0)).as("of those who granted it").isEqualTo(10);
        assertThat(one.readable(0)).isEqualTo(30);
        assertThat(one.own(0)).isEqualTo(40);
        assertThat(one.hit(0)).isEqualTo(50);
        assertThat(one.known(1)).isEqualTo(Times.NEVER);
        Knowledge earlier =
                Knowledge.of(catalogue, side, new Question(new Window(0, 30), 0, granted, 1));
        assertThat(earlier.readable(0)).as("not within the window").isEqualTo(Times.NEVER);
        assertThat(earlier.hit(0)).isEqualTo(Times.NEVER);
    }

    @Test
    void whatOnlyAHiddenObjectNamesHasNotHitAsFarAsMayBeSaid() {
        Holdings holdings = holdings(new int[1], new int[] {1}, new long[] {10});
        int[] none = {Catalogue.NO_WEEK, Catalogue.NO_WEEK};
        BitSet granted = new BitSet();
        granted.set(1);
        Question question = new Question(new Window(0, 100), 0, granted, 1);
        Sightings seen = sightings(0, 50, 1);
        for (int state : new int[] {0, Rulings.READABLE}) {
            Side side = new Side(0, seen, new Others(2), rulings(60, state), Spans.NONE);
            Catalogue unseen = new Catalogue(holdings, new int[2], none, new int[2]);
            assertThat(Knowledge.of(unseen, side, question).hit(0))
                    .isEqualTo(state == Rulings.READABLE ? 50 : Times.NEVER);
            Catalogue shown = new Catalogue(holdings, new int[2], new int[2], new int[2]);
            assertThat(Knowledge.of(shown, side, question).hit(0)).isEqualTo(50);
        }
    }

    @Test
    void aPermissionThatEndedStillLetItBeRead() {
        Rulings rulings =
                Rulings.of(
                        new Rulings.Periods(
                                new int[] {0, 3},
                                new long[] {Times.BEGINNING, 10, 20},
                                new int[] {0, Rulings.READABLE, 0}),
                        ONE);
        assertThat(rulings.readable(0, 5)).isEqualTo(10);
        assertThat(rulings.readable(0, 15)).isEqualTo(15);
        assertThat(rulings.readable(0, 20)).isEqualTo(Times.NEVER);
        assertThat(rulings.released(0, 25, 2)).isEqualTo(25);
        assertThat(rulings.released(0, 25, 3)).isEqualTo(Times.NEVER);
    }

    @Test
    void spansSayWhenSomethingWasFirstAllowed() {
        Spans spans = new Spans(List.of(new Window(10, 20), new Window(30, 40)));
        assertThat(spans.first(0)).isEqualTo(10);
        assertThat(spans.first(19)).isEqualTo(19);
        assertThat(spans.first(20)).isEqualTo(30);
        assertThat(spans.first(40)).isEqualTo(Times.NEVER);
    }

    @Test
    void othersAreToldByWhenAndWhomItAttacked() {
        Window window = new Window(0, 100);
        Others others = new Others(2);
        others.add(3, sightings(0, 60, 1), window);
        others.add(1, sightings(0, 50, 1), window);
        others.add(2, sightings(1, 100, 1), window);
        assertThat(others.saw(0)).isEqualTo(50);
        assertThat(others.parties(0)).containsExactly(1, 3);
        assertThat(others.saw(1)).as("after the window").isEqualTo(Times.NEVER);
        assertThat(others.parties(1)).isEmpty();
        refused(() -> others.add(3, sightings(0, 60, 1), window), "party is 3", "not given before");
    }

    private static void refused(ThrowingCallable what, String message, String remedy) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        InsightRefusedException.class,
                        refused -> {
                            assertThat(refused.refusal().message()).contains(message);
                            assertThat(refused.refusal().remedy()).contains(remedy);
                        });
    }

    @Test
    void whatCannotBeIsRefusedWithWhatToDo() {
        refused(
                () -> holdings(new int[] {2}, new int[1], new long[1]),
                "indicator of row 0 is 2",
                "0 to 1");
        refused(
                () -> holdings(new int[1], new int[] {-1}, new long[1]),
                "owner of row 0 is -1",
                "0 to 2");
        refused(
                () -> holdings(new int[1], new int[1], new long[2]),
                "2 times for 1 holdings",
                "as many times");
        refused(() -> sightings(0, 1, 0), "sessions of row 0 is 0", "1 to");
        refused(() -> sightings(-1, 1, 1), "indicator of row 0 is -1", "leave the row out");
        refused(() -> rulings(30, 1), "state of row 1 is 1", "the number of a block");
        refused(() -> rulings(Times.BEGINNING, 0), "period of row 1", "in order");
        refused(() -> new Window(5, 5), "window is 5 to 5", "a later one");
        refused(
                () -> new Spans(List.of(new Window(0, 10), new Window(5, 20))),
                "span of row 1",
                "of which none overlap");
        refused(
                () -> new Question(new Window(0, 1), -1, new BitSet(), 0),
                "delay is -1 seconds",
                "0 seconds to a year");
    }

    @Test
    void columnsAndSidesOfOtherIndicatorsAreRefused() {
        Holdings holdings = holdings(new int[1], new int[1], new long[1]);
        refused(
                () -> new Catalogue(holdings, new int[3], new int[2], new int[2]),
                "3 kinds for 2 indicators",
                "as many kinds");
        refused(
                () ->
                        new Catalogue(
                                holdings,
                                new int[] {0, Catalogue.KINDS_LIMIT},
                                new int[2],
                                new int[2]),
                "kind of row 1 is 1000",
                "0 to 999");
        Catalogue catalogue = new Catalogue(holdings, new int[2], new int[2], new int[2]);
        Sightings seen = sightings(0, 1, 1);
        Rulings rulings = rulings(30, 0);
        refused(
                () -> catalogue.check(new Side(3, seen, new Others(2), rulings, Spans.NONE)),
                "party is 3",
                "0 to 2");
        refused(
                () -> catalogue.check(new Side(0, seen, new Others(1), rulings, Spans.NONE)),
                "1 others' indicators for 2 indicators",
                "as many");
    }
}
