package org.commonwatch.access.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.access.AccessRefusal;
import org.commonwatch.access.AccessRefusedException;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.BodyId;
import org.commonwatch.access.Decision;
import org.commonwatch.access.Fact;
import org.commonwatch.access.Moment;
import org.commonwatch.access.Span;
import org.commonwatch.access.Standing;
import org.commonwatch.stix.StixId;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

class LedgerTest {
    private static final BodyId BODY = new BodyId("forum");
    private static final StixId PARTY = new StixId("identity", new UUID(0x4000, 1));
    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");

    @Test
    void whatIsSupersededWasKnownUntilThen() {
        Ledger ledger =
                Ledger.of(
                        List.of(
                                said("A1", "m", "s", 10, since(0)),
                                superseding("A2", "A1", 20, Optional.of(since(5)))));
        assertThat(types(ledger, View.EVERYBODY, 1, 10)).containsExactly("member");
        assertThat(types(ledger, View.EVERYBODY, 1, 19)).containsExactly("member");
        assertThat(types(ledger, View.EVERYBODY, 1, 20)).isEmpty();
        assertThat(types(ledger, View.EVERYBODY, 5, 20)).containsExactly("member");
        assertThat(types(ledger, View.EVERYBODY, 5, 9)).isEmpty();
    }

    @Test
    void whatIsTakenBackIsNotClaimedAnyMore() {
        Ledger ledger =
                Ledger.of(
                        List.of(
                                said("A1", "m", "s", 10, since(0)),
                                superseding("A2", "A1", 20, Optional.empty())));
        assertThat(types(ledger, View.EVERYBODY, 1, 15)).containsExactly("member");
        assertThat(types(ledger, View.EVERYBODY, 1, 25)).isEmpty();
    }

    @Test
    void someMattersAreAskedWithAllThatWasSaidOfThem() {
        Ledger ledger =
                Ledger.of(
                        List.of(
                                said("A1", "m", "s", 10, since(0)),
                                said("A2", "n", "s", 10, decision("D1", List.of("D2"))),
                                said("A3", "o", "s", 10, decision("D2", List.of())),
                                superseding("A4", "A1", 20, Optional.empty())));
        assertThat(ledger.about(Set.of("m")).all())
                .extracting(Assertion::id)
                .containsExactly("A1", "A4");
        assertThat(ledger.about(Set.of("n")).all())
                .as("what it cites need not be there")
                .extracting(Assertion::id)
                .containsExactly("A2");
        assertThat(ledger.about(Set.of()).all()).isEmpty();
    }

    @Test
    void aViewBelievesTheFirstOfItsSourcesThatSpeaks() {
        Ledger ledger =
                Ledger.of(
                        List.of(
                                said("A1", "m", "one", 0, since(0)),
                                said("A2", "m", "two", 0, since(9))));
        assertThat(types(ledger, new View("v", List.of("one", "two"), Set.of()), 5, 30))
                .containsExactly("member");
        assertThat(types(ledger, new View("v", List.of("two", "one"), Set.of()), 5, 30)).isEmpty();
        assertThat(types(ledger, new View("v", List.of("three"), Set.of()), 5, 30)).isEmpty();
        assertThat(readings(ledger, View.EVERYBODY, 5, 30)).hasSize(2);
    }

    @Test
    void theSameDecisionsDateIsOneAndTheSame() {
        Moment some = new Moment(at(10), at(20));
        var ends =
                new Standing(
                        PARTY,
                        BODY,
                        "member",
                        new Span(Moment.exactly(at(0)), some),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("D1"));
        var begins =
                new Standing(
                        PARTY,
                        BODY,
                        "guest",
                        Span.since(some),
                        Optional.empty(),
                        Optional.of("D1"),
                        Optional.empty());
        Ledger ledger =
                Ledger.of(List.of(said("A1", "m", "s", 0, ends), said("A2", "n", "s", 0, begins)));
        assertThat(readings(ledger, View.EVERYBODY, 15, 30))
                .extracting(each -> each.inForce(Standing.class).getFirst().type())
                .containsExactly("member", "guest");
    }

    @Test
    void noMoreIsWeighedThanTheLimit() {
        for (int count : List.of(8, 9)) {
            List<Assertion> assertions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                var standing =
                        new Standing(
                                PARTY,
                                new BodyId("body-" + i),
                                "member",
                                Span.since(new Moment(at(10), at(20))));
                assertions.add(said("A" + i, "m" + i, "s", 0, standing));
            }
            Ledger ledger = Ledger.of(assertions);
            if (1 << count <= Readings.LIMIT) {
                assertThat(readings(ledger, View.EVERYBODY, 15, 30)).hasSize(1 << count);
            } else {
                assertThatThrownBy(() -> readings(ledger, View.EVERYBODY, 15, 30))
                        .isInstanceOfSatisfying(
                                AccessRefusedException.class,
                                e ->
                                        assertThat(e.refusal())
                                                .isInstanceOf(AccessRefusal.TooOpen.class));
            }
        }
    }

    @Test
    void aChainOfCitationsHasALimit() {
        for (int length : List.of(Ledger.CITATION_DEPTH, Ledger.CITATION_DEPTH + 1)) {
            List<Assertion> assertions = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                List<String> cites = i + 1 < length ? List.of("D" + (i + 1)) : List.of();
                assertions.add(said("A" + i, "m" + i, "s", 0, decision("D" + i, cites)));
            }
            if (length == Ledger.CITATION_DEPTH) {
                assertThat(Ledger.of(assertions).all()).hasSize(length);
            } else {
                assertThatThrownBy(() -> Ledger.of(assertions))
                        .isInstanceOf(AccessRefusedException.class)
                        .hasMessageContaining("More than 500");
            }
        }
    }

    /** What was known at an instant is known of it for ever, whatever is recorded later. */
    @Test
    void recordingNeverChangesWhatWasKnownBefore() {
        Cases.check(random -> {
            Ledger ledger = Ledger.of(List.of(said("A0", "m", "s", 10, since(random.nextInt(20)))));
            Instant knownAt = at(random.nextInt(30));
            List<Assertion> before = ledger.known(knownAt);
            int later = 31 + random.nextInt(5);
            Ledger more =
                    ledger.with(List.of(superseding("A1", "A0", later, Optional.of(since(1)))));
            assertThat(more.known(knownAt)).isEqualTo(before);
        });
    }

    private static Decision decision(String id, List<String> cites) {
        return new Decision(
                id,
                BODY,
                "board",
                Decision.Kind.REFUSE,
                Moment.exactly(at(0)),
                new Decision.About(Optional.empty(), Optional.empty(), cites),
                "",
                "");
    }

    private static Standing since(int day) {
        return new Standing(PARTY, BODY, "member", Span.since(at(day)));
    }

    private static Assertion said(
            String id, String matter, String source, int recorded, Fact fact) {
        return new Assertion(
                id, matter, source, "d", at(recorded), Optional.empty(), Optional.of(fact));
    }

    private static Assertion superseding(
            String id, String earlier, int recorded, Optional<Fact> fact) {
        return new Assertion(id, "m", "s", "d", at(recorded), Optional.of(earlier), fact);
    }

    private static List<String> types(Ledger ledger, View view, int valid, int known) {
        List<Reading> readings = readings(ledger, view, valid, known);
        assertThat(readings).hasSize(1);
        return readings.getFirst().inForce(Standing.class).stream().map(Standing::type).toList();
    }

    private static List<Reading> readings(Ledger ledger, View view, int valid, int known) {
        return ledger.readings(view, asOf(valid, known), fact -> true);
    }

    private static AsOf asOf(int valid, int known) {
        return new AsOf(at(valid), at(known));
    }

    private static Instant at(int day) {
        return START.plus(Duration.ofDays(day));
    }
}
