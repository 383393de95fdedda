package org.commonwatch.archive.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.Observable;
import org.commonwatch.telemetry.counting.Tally;
import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.CountingRule.Clause;
import org.commonwatch.telemetry.event.CountingRule.Condition;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.RuleId;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** An archive answers as reading the lines again would. */
class QuestionsTest {
    private static final CountingRule OTHER =
            new CountingRule(
                    new RuleId("other", 3),
                    List.of(new Condition(0, Fact.TCP.bit())),
                    List.of(
                            new Clause(
                                    "eve/alert",
                                    Unit.PROBE,
                                    new Condition(Fact.TCP.bit(), Fact.CONNECTED.bit())),
                            new Clause("eve/dns", Unit.ALERT, new Condition(0, 0))),
                    new CountingRule.Sentences(Map.of(), "never of TCP"),
                    Optional.empty());

    private static final String EVENTS =
            """
            {"timestamp":"2017-03-06T06:54:06.047429+0000","event_type":"dns",\
            "src_ip":"198.18.0.1","dest_ip":"198.18.0.53","proto":"UDP",\
            "dns":{"type":"query","rrname":"a.Bad.example"}}
            {"timestamp":"2017-03-06T06:55:06.047429+0000","event_type":"http",\
            "src_ip":"2001:db8::1","dest_ip":"2001:db8:1::2","proto":"TCP",\
            "http":{"hostname":"bad.example","url":"/x?y=1"}}
            {"timestamp":"2017-03-06T07:55:06.047429+0000","event_type":"alert",\
            "src_ip":"198.18.0.1","dest_ip":"198.18.0.1","proto":"TCP",\
            "alert":{"signature":"It's a % Test","severity":2}}
            {"timestamp":"2017-03-06T08:55:06.047429+0000","event_type":"tls",\
            "src_ip":"198.18.0.9","dest_ip":"198.18.0.3","proto":"TCP",\
            "tls":{"sni":"notbad.example"}}
            """;

    @TempDir private Path folder = Path.of("");

    @Test
    void anArchiveIsCountedAsItsLinesAreUnderAnyRule() {
        Cases.check(
                8,
                random -> {
                    byte[] lines = Archived.simulated(random, 2_000);
                    try (ArchivedEvents events = Archived.of(folder, lines).all()) {
                        for (CountingRule rule : List.of(CountingRule.ATTACKS, OTHER)) {
                            Tally fresh = Archived.count(lines, rule);
                            Tally again = events.count(rule);
                            assertThat(again.rule()).isEqualTo(rule.id());
                            assertThat(again.cells()).isEqualTo(fresh.cells());
                            assertThat(again.lines().counted()).isEqualTo(fresh.lines().counted());
                            assertThat(again.lines().context()).isEqualTo(fresh.lines().context());
                            assertThat(again.lines().withoutZone())
                                    .isEqualTo(fresh.lines().withoutZone());
                        }
                    }
                });
    }

    @Test
    void anArchiveIsMatchedAsItsLinesAre() {
        Cases.check(
                8,
                random -> {
                    byte[] lines = Archived.simulated(random, 2_000);
                    List<Observable> observables = anyObservables(random);
                    assertSameSightings(lines, observables);
                });
    }

    @Test
    void oneEventIsOneSightingWhateverOfItMatches() throws IOException {
        byte[] lines = EVENTS.getBytes(StandardCharsets.UTF_8);
        List<Observable> observables =
                List.of(
                        Observable.parse(Observable.Kind.IPV4, "198.18.0.1"),
                        Observable.parse(Observable.Kind.CIDR, "198.18.0.0/24"),
                        Observable.parse(Observable.Kind.CIDR, "2001:db8::/32"),
                        Observable.parse(Observable.Kind.IPV6, "2001:db8:1::2"),
                        Observable.parse(Observable.Kind.DOMAIN, "bad.example"),
                        Observable.parse(Observable.Kind.URL, "http://bad.example/x?y=1"));
        // The first event's source is only claimed, and so no sighting of its address.
        assertThat(assertSameSightings(lines, observables)).isEqualTo(1 + 3 + 1 + 1 + 2 + 1);
        assertThat(assertSameSightings(lines, List.of())).isZero();
    }

    @Test
    void aChecksumMatchesHoweverItIsWritten() throws IOException {
        String text =
                """
                {"timestamp":"2017-03-06T06:54:06.047429+0000","event_type":"fileinfo",\
                "src_ip":"198.18.0.1","dest_ip":"198.18.0.53","proto":"TCP",\
                "fileinfo":{"md5":"%s","sha1":"%s","sha256":"%s"}}
                """
                        .formatted("aB".repeat(16), "Cd".repeat(20), "EF".repeat(32));
        List<Observable> observables =
                List.of(
                        Observable.parse(Observable.Kind.MD5, "ab".repeat(16)),
                        Observable.parse(Observable.Kind.SHA1, "cd".repeat(20)),
                        Observable.parse(Observable.Kind.SHA256, "ef".repeat(32)));
        byte[] lines = text.getBytes(StandardCharsets.UTF_8);
        assertThat(assertSameSightings(lines, observables)).isEqualTo(3);
    }

    @Test
    void addressesAreFoundWhateverTheyBeginWithAmongFewAndAmongAll() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String[] ends :
                new String[][] {
                    {"fd00:db8::7", "ffff:ffff::1"}, {"8000::1", "7fff:ffff::1"},
                    {"0:0:1::1", "2001:db8::1"}, {"128.0.0.1", "255.255.255.254"},
                    {"0.0.16.1", "127.255.255.255"}, {"198.18.0.1", "198.18.0.2"}
                }) {
            String line =
                    """
                    {"timestamp":"2017-03-06T06:54:06.047429+0000","event_type":"http",\
                    "src_ip":"%s","dest_ip":"%s","proto":"TCP","http":{"hostname":"h"}}
                    """;
            text.append(line.formatted(ends[0], ends[1])).append(line.formatted(ends[1], ends[0]));
        }
        byte[] lines = text.toString().getBytes(StandardCharsets.UTF_8);
        List<Observable> few = new ArrayList<>();
        for (String each : List.of("fd00:db8::7", "ffff:ffff::1", "8000::1", "7fff:ffff::1")) {
            few.add(Observable.parse(Observable.Kind.IPV6, each));
        }
        for (String each : List.of("128.0.0.1", "255.255.255.254", "0.0.16.1", "198.18.0.1")) {
            few.add(Observable.parse(Observable.Kind.IPV4, each));
        }
        for (String each : List.of("ffff::/17", "0:0:1::/48", "255.255.0.0/16", "127.128.0.0/9")) {
            few.add(Observable.parse(Observable.Kind.CIDR, each));
        }
        List<Observable> all = new ArrayList<>(few);
        all.add(Observable.parse(Observable.Kind.CIDR, "0.0.0.0/0"));
        all.add(Observable.parse(Observable.Kind.CIDR, "::/0"));
        try (ArchivedEvents events = Archived.of(folder, lines).all()) {
            for (List<Observable> observables : List.of(few, all, few)) {
                var table = Archived.table(observables);
                assertThat(events.match(table, observables))
                        .isEqualTo(
                                Archived.count(
                                                lines,
                                                CountingRule.ATTACKS,
                                                table,
                                                UnaryOperator.identity())
                                        .sightings())
                        .hasSizeGreaterThan(few.size() / 2);
            }
        }
    }

    @Test
    void addressesAreListedAsFarAsTheyGo() throws IOException {
        byte[] lines = EVENTS.getBytes(StandardCharsets.UTF_8);
        // Whole addresses, networks of some, beginnings only, and at last every address.
        for (String wide :
                List.of("198.18.0.48/29", "198.16.0.0/13", "192.0.0.0/4", "128.0.0.0/1")) {
            List<Observable> observables =
                    List.of(
                            Observable.parse(Observable.Kind.IPV4, "198.18.0.3"),
                            Observable.parse(Observable.Kind.CIDR, wide));
            assertThat(assertSameSightings(lines, observables))
                    .isEqualTo(wide.endsWith("9") ? 2 : 4);
        }
        for (String wide : List.of("2001:db8:1::/63", "2001:db8::/40", "2001:db8::/20", "::/1")) {
            List<Observable> observables = List.of(Observable.parse(Observable.Kind.CIDR, wide));
            assertThat(assertSameSightings(lines, observables)).isEqualTo(1);
        }
    }

    @Test
    void eventsOfOtherTimesAreNotMatched() throws IOException {
        EventArchive archive = Archived.of(folder, EVENTS.getBytes(StandardCharsets.UTF_8));
        List<Observable> observables =
                List.of(Observable.parse(Observable.Kind.IPV4, "198.18.0.1"));
        var table = Archived.table(observables);
        Instant first = Instant.parse("2017-03-06T07:55:06.047429Z");
        for (int micros = -1; micros <= 1; micros++) {
            Instant cut = first.plusNanos(1_000L * micros);
            try (ArchivedEvents before = archive.between(Instant.EPOCH, cut);
                    ArchivedEvents since = archive.between(cut, Instant.MAX)) {
                assertThat(before.match(table, observables)).hasSize(micros <= 0 ? 0 : 1);
                assertThat(since.match(table, observables)).hasSize(micros <= 0 ? 1 : 0);
            }
        }
    }

    private long assertSameSightings(byte[] lines, List<Observable> observables)
            throws IOException {
        var table = Archived.table(observables);
        Tally live = Archived.count(lines, CountingRule.ATTACKS, table, UnaryOperator.identity());
        try (ArchivedEvents events = Archived.of(folder, lines).all()) {
            assertThat(events.match(table, observables)).isEqualTo(live.sightings());
        }
        return live.sightings().values().stream().mapToLong(seen -> seen.count()).sum();
    }

    private static List<Observable> anyObservables(RandomGenerator random) {
        List<Observable> observables = new ArrayList<>();
        for (Observable each : SyntheticIndicators.first(60)) {
            if (random.nextBoolean()) {
                observables.add(each);
            }
        }
        String[] wide = {"198.18.0.0/15", "240.0.0.0/8", "0.0.0.0/0", "::/0", "2001:db8:bad::/48"};
        observables.add(Observable.parse(Observable.Kind.CIDR, Cases.any(wide, random)));
        observables.add(Observable.parse(Observable.Kind.DOMAIN, "threat.example"));
        return observables;
    }

    @Test
    void eventsAreFoundByWhatTheyAre() throws IOException {
        Optional<String> any = Optional.empty();
        assertThat(found(source("198.18.0.1"))).containsExactly("dns", "alert");
        assertThat(found(source("198.18.0.0/29"))).containsExactly("dns", "alert");
        assertThat(found(source("2001:db8::/64"))).containsExactly("http");
        assertThat(found(source("2001:db8::2"))).isEmpty();
        assertThat(found(source("::/0"))).containsExactly("http");
        assertThat(found(name("BAD.example"))).containsExactly("dns", "http");
        assertThat(found(name("notbad.example"))).containsExactly("tls");
        assertThat(found(name("' OR true --"))).isEmpty();
        assertThat(found(filter(any, Optional.of("it's a % test"), any, 9)))
                .containsExactly("alert");
        assertThat(found(filter(any, Optional.of("%"), any, 9))).containsExactly("alert");
        assertThat(found(filter(any, any, Optional.of("context"), 2)))
                .containsExactly("dns", "http");
    }

    @Test
    void anEmptyArchiveAnswersToo() throws IOException {
        EventArchive archive = EventArchive.openOrMake(folder.resolve("empty"));
        try (ArchivedEvents events = archive.all()) {
            assertThat(events.count(OTHER).cells()).isEmpty();
            assertThat(
                            events.match(
                                    Archived.table(SyntheticIndicators.first(9)),
                                    SyntheticIndicators.first(9)))
                    .isEmpty();
            events.find(
                    EventFilter.everything(1),
                    event -> {
                        throw new AssertionError("found " + event);
                    });
        }
    }

    private static EventFilter source(String text) {
        Observable.Kind kind =
                text.indexOf('/') > 0
                        ? Observable.Kind.CIDR
                        : text.indexOf(':') >= 0 ? Observable.Kind.IPV6 : Observable.Kind.IPV4;
        return new EventFilter(
                Optional.of(Observable.parse(kind, text)),
                Optional.empty(),
                EventFilter.Words.ANY,
                9);
    }

    private static EventFilter name(String name) {
        return filter(Optional.of(name), Optional.empty(), Optional.empty(), 9);
    }

    private static EventFilter filter(
            Optional<String> name, Optional<String> signature, Optional<String> unit, int limit) {
        var words = new EventFilter.Words(name, signature, Optional.empty(), unit);
        return new EventFilter(Optional.empty(), Optional.empty(), words, limit);
    }

    private List<String> found(EventFilter filter) throws IOException {
        List<String> found = new ArrayList<>();
        EventArchive archive = Archived.of(folder, EVENTS.getBytes(StandardCharsets.UTF_8));
        try (ArchivedEvents events =
                archive.between(
                        Instant.parse("2017-03-06T00:00:00Z"),
                        Instant.parse("2017-03-07T00:00:00Z"))) {
            events.find(filter, event -> found.add(event.said().type().replace("eve/", "")));
        }
        return found;
    }
}
