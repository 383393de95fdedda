package org.commonwatch.telemetry.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.geography.Sectors;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;

class ActorsTest {
    private static final Instant DAY = Instant.parse("2024-05-01T00:00:00Z");
    private static final int TCP = 6;
    private static final int UDP = 17;

    /** One alert, in short; without a name it asks what its signature says. */
    private record Alert(
            int minute, int source, int target, boolean established, int port, String name) {
        Alert(int minute, int source, int target, boolean established, int port) {
            this(minute, source, target, established, port, "");
        }
    }

    @Test
    void anySplitOfFewActorsGivesTheSame() {
        Cases.check(
                100,
                random -> {
                    List<Alert> alerts = new ArrayList<>();
                    for (int i = random.nextInt(2_000); i > 0; i--) {
                        alerts.add(anyAlert(random, 600));
                    }
                    Actors whole = actors(alerts);
                    Collections.shuffle(alerts, new Random(random.nextLong()));
                    Actors sum = Actors.NONE;
                    int from = 0;
                    while (from < alerts.size()) {
                        int to = Math.min(alerts.size(), from + 1 + random.nextInt(700));
                        Actors part = actors(alerts.subList(from, to));
                        sum = random.nextBoolean() ? sum.and(part) : part.and(sum);
                        from = to;
                    }
                    assertThat(sum).isEqualTo(whole);
                });
    }

    @Test
    void distinctNumbersAreExactWhileSmallAndNearTheTruthBeyond() {
        for (int many : List.of(0, 1, Distinct.EXACT_LIMIT, Distinct.EXACT_LIMIT + 1, 100_000)) {
            var count = new DistinctCount();
            for (int i = 0; i < 2 * many; i++) {
                count.add(Hashes.of(0, i % many));
            }
            Distinct distinct = count.distinct();
            assertThat(distinct.isExact()).isEqualTo(many <= Distinct.EXACT_LIMIT);
            assertThat((double) distinct.estimate())
                    .isCloseTo(many, within(4 * Distinct.RELATIVE_ERROR * many));
            assertThat(distinct.least()).isLessThanOrEqualTo(distinct.estimate());
            assertThat(distinct.most()).isGreaterThanOrEqualTo(distinct.estimate());
        }
    }

    /** The published error: two intervals of three hold the truth at one deviation, 95 % at two. */
    @Test
    void theIntervalHoldsTheTruthAsOftenAsItSays() {
        int held = 0;
        var random = new Random(7);
        for (int i = 0; i < 200; i++) {
            int many = 5_000 + random.nextInt(20_000);
            var count = new DistinctCount();
            for (int j = 0; j < many; j++) {
                count.add(random.nextLong());
            }
            Distinct distinct = count.distinct();
            held += distinct.least() <= many && many <= distinct.most() ? 1 : 0;
        }
        assertThat(held).isBetween(180, 200);
    }

    @Test
    void distinctSetsAddUpInAnyOrderAcrossTheLimit() {
        Cases.check(
                300,
                random -> {
                    var whole = new DistinctCount();
                    Distinct sum = Distinct.NONE;
                    for (int parts = random.nextInt(5); parts > 0; parts--) {
                        var part = new DistinctCount();
                        for (int i = random.nextInt(400); i > 0; i--) {
                            long hash = Hashes.of(0, random.nextInt(600));
                            whole.add(hash);
                            part.add(hash);
                        }
                        Distinct one = part.distinct();
                        sum = random.nextBoolean() ? sum.and(one) : one.and(sum);
                    }
                    assertThat(sum).isEqualTo(whole.distinct());
                });
    }

    /** However it is split, no count is wrong by more than the bound that is promised. */
    @Test
    void leadersKeepTheirBoundHoweverTheyAreSplit() {
        Cases.check(
                20,
                random -> {
                    Map<String, Long> truth = new HashMap<>();
                    Leaders sum = Leaders.NONE;
                    long all = 0;
                    for (int parts = 1 + random.nextInt(4); parts > 0; parts--) {
                        var part = new LeaderCount();
                        for (int i = random.nextInt(30_000); i > 0; i--) {
                            // Few of them often, many of them seldom.
                            int thing = (int) Math.pow(60_000, random.nextDouble());
                            part.add(7, thing);
                            truth.merge("" + thing, 1L, Long::sum);
                            all++;
                        }
                        Leaders one = part.leaders((high, low, text) -> "" + low);
                        sum = random.nextBoolean() ? sum.and(one) : one.and(sum);
                    }
                    assertThat(sum.counts()).hasSizeLessThanOrEqualTo(Leaders.KEPT_LIMIT);
                    assertThat(sum.error()).isLessThanOrEqualTo(all / (Leaders.KEPT_LIMIT + 1));
                    assertThat(sum.isExact()).isEqualTo(truth.size() <= Leaders.KEPT_LIMIT);
                    for (var each : truth.entrySet()) {
                        long least = sum.counts().getOrDefault(each.getKey(), 0L);
                        assertThat(each.getValue()).isBetween(least, least + sum.error());
                    }
                });
    }

    @Test
    void onlyEstablishedSourcesLead() {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            alerts.add(new Alert(i, 1, 9, false, 443));
        }
        alerts.add(new Alert(1, 2, 8, true, 443));
        Actors actors = actors(alerts);
        assertThat(actors.attackers(DAY, 9))
                .containsExactly(new Leaders.Leader("198.18.0.2", 1, 1));
        Actors.DayLeaders leaders = Objects.requireNonNull(actors.leaders().get(DAY));
        assertThat(leaders.targets().first(1))
                .containsExactly(new Leaders.Leader("198.19.0.9", 50, 50));
        assertThat(leaders.signatures().first(1))
                .containsExactly(new Leaders.Leader("port 443", 51, 51));
    }

    @Test
    void theSourcesOfAReflectionFloodAreLikelyVictimsAndHeadNoList() {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 1; i < Reflection.FLOOD_LEAST; i++) {
            alerts.add(new Alert(5, i % 3, 9, false, 53));
        }
        // One of them also acts for certain.
        alerts.add(new Alert(900, 2, 9, true, 443));
        alerts.add(new Alert(900, 7, 9, true, 443));
        Actors few = actors(alerts);
        assertThat(few.floods()).isEmpty();
        assertThat(few.likelyVictims(DAY)).isEqualTo(Leaders.NONE);
        assertThat(few.attackers(DAY, 9)).extracting(Leaders.Leader::name).contains("198.18.0.2");

        alerts.add(new Alert(59, 1, 9, false, 53));
        Actors flooded = actors(alerts);
        assertThat(flooded.floods().keySet())
                .singleElement()
                .returns(DAY, Actors.PortScope::hour)
                .returns(Unit.ALERT, Actors.PortScope::unit)
                .returns(Kind.REFLECTION, Actors.PortScope::kind)
                .returns(53, Actors.PortScope::port);
        assertThat(flooded.floods().values())
                .allSatisfy(asked -> {
                    assertThat(asked.count()).isEqualTo(Reflection.FLOOD_LEAST);
                    assertThat(asked.sources().estimate()).isEqualTo(3);
                });
        assertThat(flooded.likelyVictims(DAY).counts().keySet())
                .containsExactly("198.18.0.0", "198.18.0.1", "198.18.0.2");
        assertThat(flooded.attackers(DAY, 9))
                .extracting(Leaders.Leader::name)
                .containsExactly("198.18.0.7");
    }

    /** Everybody asks for names; only who is said to ask the same all the time is a victim. */
    @Test
    void whoAsksSomethingElseDuringAFloodIsNoLikelyVictim() {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            alerts.add(new Alert(5, 1_000 + i, 9, false, 53, "host-" + i % 1_500 + ".example"));
        }
        assertThat(actors(alerts).floods()).isEmpty();
        for (int i = 0; i < 500; i++) {
            String name = i % 2 == 0 ? "large.example" : "LARGE.Example";
            alerts.add(new Alert(7, i % 40, 9, false, 53, name));
        }
        Collections.shuffle(alerts, new Random(7));
        Actors flooded = actors(alerts.subList(0, 1_100)).and(actors(alerts.subList(1_100, 3_500)));
        assertThat(flooded.floods().values())
                .singleElement()
                .satisfies(asked -> assertThat(asked.count()).isBetween(500L, 520L))
                .satisfies(asked -> assertThat(asked.sources().estimate()).isBetween(40L, 60L));
        assertThat(flooded.likelyVictims(DAY).counts()).hasSize(40);
        assertThat(flooded.likelyVictims(DAY).first(1).getFirst().name()).startsWith("198.18.0.");
    }

    @Test
    void theLatestDaysAreKept() {
        List<Alert> alerts = new ArrayList<>();
        for (int day = 0; day < Actors.DAY_LIMIT + 150; day++) {
            alerts.add(new Alert(day * 1_440, 1, 1, true, 443));
        }
        Actors actors = actors(alerts);
        assertThat(actors.leaders()).hasSize(Actors.DAY_LIMIT);
        assertThat(actors.leaders()).doesNotContainKey(DAY);
        assertThat(actors(alerts.subList(300, alerts.size())).and(actors(alerts.subList(0, 300))))
                .isEqualTo(actors);
    }

    private static Alert anyAlert(RandomGenerator random, int sources) {
        return new Alert(
                random.nextInt(3_000),
                random.nextInt(sources),
                random.nextInt(9),
                random.nextBoolean(),
                random.nextBoolean() ? 53 : 443,
                random.nextInt(3) == 0 ? "" : "host-" + random.nextInt(4) + ".example");
    }

    private static Actors actors(List<Alert> alerts) {
        var counts = new ActorCounts("gate-1", Sectors.NONE);
        var events = new Events();
        events.clear(new byte[0]);
        CountingRule rule = CountingRule.ATTACKS;
        for (Alert alert : alerts) {
            events.begin();
            events.putTime((DAY.getEpochSecond() + alert.minute() * 60L) * 1_000_000, true);
            events.putSource4(0xC612_0000 + alert.source());
            events.putTarget4(0xC613_0000 + alert.target());
            events.putPorts(1_024, alert.port());
            events.putProtocol(alert.established() ? TCP : UDP);
            events.putText(Text.SIGNATURE, "port " + alert.port());
            if (!alert.name().isEmpty()) {
                events.putText(Text.DNS_NAME, alert.name());
            }
            int facts = alert.established() ? Fact.TCP.bit() | Fact.CONNECTED.bit() : 0;
            events.classify(rule, rule.type("eve/alert"), facts, Kind.REFLECTION);
            events.end();
        }
        counts.add(events);
        return counts.actors();
    }
}
