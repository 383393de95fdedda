package org.commonwatch.server.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.access.StandingKind;
import org.commonwatch.server.membership.Collection;
import org.commonwatch.stix.Tlp;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** Whoever asks again and again receives everything that it may read, whatever happens between. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PollingTest {
    private static final int WRITERS = 8;

    private final List<Commons> opened = new ArrayList<>();

    @BeforeAll
    void open() {
        opened.add(new Commons());
    }

    @AfterAll
    void close() {
        opened.forEach(Commons::close);
    }

    private Commons commons() {
        return opened.getFirst();
    }

    /** A client that knows nothing but the last date it was told, cut to milliseconds. */
    private final class Poller {
        private final Caller caller;
        private final Collection collection;
        private final int limit;
        private Optional<Instant> last = Optional.empty();
        final List<String> received = Collections.synchronizedList(new ArrayList<>());

        Poller(Caller caller, Collection collection, int limit) {
            this.caller = caller;
            this.collection = collection;
            this.limit = limit;
        }

        boolean poll() {
            Page page = commons().page(caller, collection, last, Optional.empty(), limit);
            page.objects().forEach(each -> received.add(each.id()));
            page.dates()
                    .ifPresent(dates ->
                            last = Optional.of(dates.last().truncatedTo(ChronoUnit.MILLIS)));
            return !page.objects().isEmpty();
        }

        List<String> pollToTheEnd() {
            int before = received.size();
            while (poll()) {
                // on
            }
            return List.copyOf(received.subList(before, received.size()));
        }
    }

    @Test
    void whoAsksOnlyAfterTheLastDateEndsWithExactlyWhatItMayRead() {
        Cases.check(
                5,
                random -> {
                    Collection collection = commons().collection("race " + random.nextLong());
                    List<Caller> writers = new ArrayList<>();
                    for (int i = 0; i < WRITERS; i++) {
                        Caller writer =
                                commons().party("W" + random.nextLong(), StandingKind.MEMBER);
                        commons().grant(collection, writer, true, true);
                        writers.add(writer);
                    }
                    Caller reader = commons().party("R" + random.nextLong(), StandingKind.OBSERVER);
                    commons().grant(collection, reader, true, false);
                    int limit = 50 + random.nextInt(200);
                    Poller poller = new Poller(reader, collection, limit);
                    Set<String> readable = race(random, collection, writers, poller);
                    assertThat(poller.received).doesNotHaveDuplicates();
                    assertThat(new HashSet<>(poller.received)).isEqualTo(readable);
                });
    }

    private Set<String> race(
            RandomGenerator random, Collection collection, List<Caller> writers, Poller poller)
            throws Exception {
        Set<String> readable = Collections.synchronizedSet(new HashSet<>());
        AtomicBoolean writing = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> polling =
                    threads.submit(() -> {
                        while (writing.get()) {
                            poller.poll();
                        }
                        poller.pollToTheEnd();
                    });
            List<Callable<Void>> posts = new ArrayList<>();
            for (Caller writer : writers) {
                long seed = random.nextLong();
                posts.add(() -> {
                    write(new SplittableRandom(seed), collection, writer, readable);
                    return null;
                });
            }
            for (Future<Void> post : threads.invokeAll(posts)) {
                post.get();
            }
            writing.set(false);
            polling.get();
        }
        return readable;
    }

    private void write(
            RandomGenerator random, Collection collection, Caller writer, Set<String> readable)
            throws Exception {
        for (int i = 0; i < 4; i++) {
            List<byte[]> objects = new ArrayList<>();
            List<String> open = new ArrayList<>();
            for (int j = random.nextInt(120); j >= 0; j--) {
                UUID id = UUID.randomUUID();
                boolean red = random.nextInt(4) == 0;
                objects.add(Commons.indicator(id, red ? Tlp.RED : Tlp.GREEN));
                if (!red) {
                    open.add("indicator--" + id);
                }
            }
            Offered offered = new Offered(collection, true, true);
            commons().sharing.post(writer, offered, objects);
            readable.addAll(open);
            Thread.sleep(random.nextInt(20));
        }
    }

    @Test
    void aStandingThatIsRaisedReleasesWhatItOpensOnce() {
        Caller owner = commons().party("raise-owner", StandingKind.MEMBER);
        Caller reader = commons().party("raise-reader", StandingKind.NONE);
        Offered all = commons().offered(owner, "indicators");
        UUID clear = UUID.randomUUID();
        UUID green = UUID.randomUUID();
        post(owner, all, clear, Tlp.CLEAR);
        post(owner, all, green, Tlp.GREEN);
        Poller poller = new Poller(reader, all.collection(), 100);
        assertThat(poller.pollToTheEnd()).contains(id(clear)).doesNotContain(id(green));
        post(owner, all, UUID.randomUUID(), Tlp.CLEAR);
        assertThat(poller.pollToTheEnd()).hasSize(1);
        stand(reader, "observer");
        assertThat(poller.pollToTheEnd()).contains(id(green)).doesNotContain(id(clear));
        assertThat(poller.pollToTheEnd()).isEmpty();
        assertThat(poller.received).doesNotHaveDuplicates();
    }

    @Test
    void whatReferredToSomethingHiddenComesWholeOnceThatMayBeRead() {
        Caller owner = commons().party("whole-owner", StandingKind.MEMBER);
        Caller reader = commons().party("whole-reader", StandingKind.NONE);
        Offered all = commons().offered(owner, "all");
        Story story = new Story();
        commons().sharing.post(owner, all, story.objects(), List.of());
        Poller poller = new Poller(reader, all.collection(), 50);
        assertThat(poller.pollToTheEnd()).doesNotContainAnyElementsOf(story.ids());
        assertThat(poller.received).as("the indicator, without who made it").isNotEmpty();
        isNow(reader, "observer");
        List<String> then = poller.pollToTheEnd();
        assertThat(then).containsAll(story.ids());
        assertThat(poller.pollToTheEnd()).isEmpty();
        assertThat(poller.received).doesNotHaveDuplicates();
        for (int limit : new int[] {1, 2, 100}) {
            assertThat(walked(reader, all, limit)).containsAll(story.ids()).doesNotHaveDuplicates();
        }
        isNow(reader, "none");
        assertThat(walked(reader, all, 2)).doesNotContainAnyElementsOf(story.ids());
        isNow(reader, "observer");
        assertThat(poller.pollToTheEnd()).containsAll(story.ids());
        assertThat(poller.pollToTheEnd()).isEmpty();
    }

    @Test
    void aCaveatThatIsLiftedBringsWhatRefersToTheObjectAgainToo() {
        Caller owner = commons().party("refer-owner", StandingKind.MEMBER);
        Caller kept = commons().party("refer-kept", StandingKind.MEMBER);
        Caller other = commons().party("refer-other", StandingKind.MEMBER);
        Offered all = commons().offered(owner, "all");
        Story story = new Story();
        String not = "{\"id\":\"c1\",\"not-to\":[\"refer-kept\"]}";
        commons().sharing.post(owner, all, List.of(story.malware()), List.of(not));
        commons().sharing.post(owner, all, List.of(story.identity(), story.indicator()));
        commons().sharing.post(owner, all, List.of(story.relationship()));
        Poller poller = new Poller(kept, all.collection(), 100);
        Poller others = new Poller(other, all.collection(), 100);
        assertThat(poller.pollToTheEnd())
                .contains(story.indicatorId)
                .doesNotContain(story.malwareId, story.relationshipId);
        assertThat(others.pollToTheEnd()).containsAll(story.ids());
        commons().sharing.caveat(owner, all, story.malwareId, List.of());
        assertThat(poller.pollToTheEnd()).containsExactly(story.malwareId, story.relationshipId);
        assertThat(others.pollToTheEnd()).isEmpty();
        assertThat(walked(kept, all, 3)).containsAll(story.ids()).doesNotHaveDuplicates();
    }

    private void isNow(Caller party, String standing) {
        commons().clock.move(Duration.ofSeconds(1));
        commons().institutions.stand(commons().parties.named(party.name()), Commons.BODY, standing);
    }

    private List<String> walked(Caller caller, Offered offered, int limit) {
        return commons().walk(caller, offered.collection(), limit).stream()
                .map(Page.Shown::id)
                .toList();
    }

    /** An indicator that indicates malware, and who made it: what is green is kept from some. */
    private static final class Story {
        final String identityId = "identity--" + UUID.randomUUID();
        final String malwareId = "malware--" + UUID.randomUUID();
        final String indicatorId = "indicator--" + UUID.randomUUID();
        final String relationshipId = "relationship--" + UUID.randomUUID();

        List<String> ids() {
            return List.of(identityId, malwareId, indicatorId, relationshipId);
        }

        List<byte[]> objects() {
            return List.of(relationship(), indicator(), malware(), identity());
        }

        byte[] identity() {
            return object(identityId, Tlp.GREEN, "\"name\":\"Made up\"");
        }

        byte[] malware() {
            return object(malwareId, Tlp.GREEN, "\"is_family\":false");
        }

        byte[] indicator() {
            return object(
                    indicatorId,
                    Tlp.CLEAR,
                    "\"created_by_ref\":\"%s\",\"pattern\":\"[ipv4-addr:value = '198.18.0.1']\","
                                    .formatted(identityId)
                            + "\"pattern_type\":\"stix\",\"valid_from\":\"2030-01-01T00:00:00Z\"");
        }

        byte[] relationship() {
            return object(
                    relationshipId,
                    Tlp.CLEAR,
                    ("\"relationship_type\":\"indicates\",\"source_ref\":\"%s\","
                                    + "\"target_ref\":\"%s\"")
                            .formatted(indicatorId, malwareId));
        }

        private static byte[] object(String id, Tlp level, String rest) {
            return """
            {"type":"%s","spec_version":"2.1","id":"%s","created":"2030-01-01T00:00:00.000Z",\
            "modified":"2030-01-01T00:00:00.000Z","object_marking_refs":["%s"],%s}\
            """
                    .formatted(id.substring(0, id.indexOf("--")), id, level.marking(), rest)
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private void stand(Caller party, String type) {
        String now = commons().clock.instant().toString();
        String id = "s-" + UUID.randomUUID();
        commons()
                .institutions
                .claim(
                        """
                        {"id":"%s","matter":"%s","source":"secretariat","document":"letter",
                         "recorded":"%s","standing":{"party":"%s","body":"commons","type":"%s",
                         "from":"%s"}}
                        """
                                .formatted(id, id, now, party.party(), type, now));
    }

    @Test
    void aCaveatThatIsLiftedReleasesTheObjectToThoseItKeptOutAndToNobodyElse() {
        Caller owner = commons().party("lift-owner", StandingKind.MEMBER);
        Caller kept = commons().party("lift-kept", StandingKind.MEMBER);
        Caller other = commons().party("lift-other", StandingKind.MEMBER);
        Offered all = commons().offered(owner, "indicators");
        UUID id = UUID.randomUUID();
        String not = "{\"id\":\"c1\",\"not-to\":[\"lift-kept\"]}";
        commons().sharing.post(owner, all, List.of(Commons.indicator(id, Tlp.GREEN)), List.of(not));
        Poller poller = new Poller(kept, all.collection(), 100);
        Poller others = new Poller(other, all.collection(), 100);
        assertThat(poller.pollToTheEnd()).doesNotContain(id(id));
        assertThat(others.pollToTheEnd()).contains(id(id));
        commons().sharing.caveat(owner, all, id(id), List.of());
        assertThat(poller.pollToTheEnd()).containsExactly(id(id));
        assertThat(others.pollToTheEnd()).isEmpty();
        commons().sharing.caveat(owner, all, id(id), List.of(not));
        assertThat(ids(kept, all)).doesNotContain(id(id));
        assertThat(ids(other, all)).contains(id(id));
        commons().sharing.caveat(owner, all, id(id), List.of());
        assertThat(poller.pollToTheEnd()).containsExactly(id(id));
        assertThat(others.pollToTheEnd()).isEmpty();
    }

    @Test
    void anEmbargoThatEndsReleasesWithoutAnybodyWriting() {
        Caller owner = commons().party("embargo-owner", StandingKind.MEMBER);
        Caller reader = commons().party("embargo-reader", StandingKind.MEMBER);
        Offered all = commons().offered(owner, "indicators");
        UUID id = UUID.randomUUID();
        Instant until = commons().clock.instant().plus(Duration.ofHours(1));
        commons()
                .sharing
                .post(
                        owner,
                        all,
                        List.of(Commons.indicator(id, Tlp.GREEN)),
                        List.of("{\"id\":\"c1\",\"embargo\":\"" + until + "\"}"));
        Poller poller = new Poller(reader, all.collection(), 100);
        assertThat(poller.pollToTheEnd()).doesNotContain(id(id));
        post(owner, all, UUID.randomUUID(), Tlp.GREEN);
        assertThat(poller.pollToTheEnd()).hasSize(1);
        commons().clock.move(Duration.ofHours(2));
        assertThat(poller.pollToTheEnd()).containsExactly(id(id));
        assertThat(poller.pollToTheEnd()).isEmpty();
        commons().clock.move(Duration.ofHours(-2));
    }

    @Test
    void whatIsTakenBackIsGoneAtOnce() {
        Caller owner = commons().party("delete-owner", StandingKind.MEMBER);
        Caller reader = commons().party("delete-reader", StandingKind.MEMBER);
        Offered all = commons().offered(owner, "indicators");
        UUID id = UUID.randomUUID();
        post(owner, all, id, Tlp.GREEN);
        assertThat(ids(reader, all)).contains(id(id));
        Match every = Match.ALL.with(Match.Versions.ALL);
        assertThat(commons().sharing.delete(owner, all, id(id), every)).isEqualTo(1);
        assertThat(ids(reader, all)).doesNotContain(id(id));
    }

    @Test
    void whatWouldBeAddedInTheFutureIsRefused() {
        Collection collection = commons().collection("future");
        Caller owner = commons().party("future-owner", StandingKind.MEMBER);
        Instant now = commons().clock.instant();
        List<Dated> dated = new ArrayList<>();
        for (Instant date : List.of(now, now.plusMillis(1))) {
            byte[] object = Commons.indicator(UUID.randomUUID(), Tlp.GREEN);
            dated.add(new Dated(object, Optional.of(date)));
        }
        Receipt receipt = commons().sharing.imports(owner, collection, dated);
        assertThat(receipt.successes()).hasSize(1);
        assertThat(receipt.failures()).hasSize(1);
    }

    @Test
    void tenThousandObjectsOfOneInstantComeEachOnceWhileOthersWriteAndDelete() throws Exception {
        Collection collection = commons().collection("one instant");
        Caller writer = commons().party("instant-writer", StandingKind.MEMBER);
        Caller reader = commons().party("instant-reader", StandingKind.NONE);
        commons().grant(collection, writer, true, true);
        commons().grant(collection, reader, true, false);
        Offered offered = new Offered(collection, true, true);
        Optional<Instant> date = Optional.of(Instant.parse("2029-01-01T00:00:00Z"));
        List<Dated> dated = new ArrayList<>();
        List<String> stay = new ArrayList<>();
        List<String> go = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            UUID id = UUID.randomUUID();
            dated.add(new Dated(Commons.indicator(id, Tlp.GREEN), date));
            (i % 50 == 0 ? go : stay).add(id(id));
        }
        commons().sharing.imports(writer, collection, dated);
        AtomicBoolean walking = new AtomicBoolean(true);
        List<String> walked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> changing =
                    threads.submit(() -> {
                        for (int i = 0; walking.get() && i < go.size(); i++) {
                            Match every = Match.ALL.with(Match.Versions.ALL);
                            commons().sharing.delete(writer, offered, go.get(i), every);
                            post(writer, offered, UUID.randomUUID(), Tlp.GREEN);
                        }
                    });
            commons().walk(reader, collection, 100).forEach(each -> walked.add(each.id()));
            walking.set(false);
            changing.get();
        }
        assertThat(walked).doesNotHaveDuplicates().containsAll(stay);
    }

    private void post(Caller owner, Offered to, UUID id, Tlp level) {
        Receipt receipt = commons().sharing.post(owner, to, List.of(Commons.indicator(id, level)));
        assertThat(receipt.failures()).isEmpty();
    }

    private List<String> ids(Caller caller, Offered in) {
        return commons().walk(caller, in.collection(), 3).stream().map(Page.Shown::id).toList();
    }

    private static String id(UUID id) {
        return "indicator--" + id;
    }
}
