package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.web.Shares;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A party that asks too fast is told so, and nobody else notices. */
class QuotaTest {
    private static final int RATE = 20;

    @TempDir private Path folder = Path.of("");

    @Test
    void aPartyGetsItsShareHoweverManyOfItsNamesAskAndAnotherGetsAll() throws Exception {
        var limits = new Settings.Limits(10 << 20, 1_000, RATE);
        try (House house = House.open(folder.resolve("data"), limits);
                ExecutorService many = Executors.newFixedThreadPool(100)) {
            Who one = house.party("CERT-XA", "member", "one", "reader");
            Who two = house.token("CERT-XA", "two", "reader", "TLP:AMBER");
            Who calm = house.party("CERT-XB", "member", "calm", "reader");
            Instant start = Instant.now();
            List<Future<HttpResponse<byte[]>>> answers = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                Who who = i % 2 == 0 ? one : two;
                answers.add(many.submit(() -> house.taxii(who, "/taxii2/")));
            }
            for (int i = 0; i < RATE; i++) {
                assertThat(house.taxii(calm, "/taxii2/").statusCode()).isEqualTo(200);
            }
            Map<Integer, Integer> statuses = new TreeMap<>();
            HttpResponse<byte[]> refused = answers.getFirst().get();
            for (var answer : answers) {
                statuses.merge(answer.get().statusCode(), 1, Integer::sum);
                refused = answer.get().statusCode() == 429 ? answer.get() : refused;
            }
            double seconds = Duration.between(start, Instant.now()).toMillis() / 1e3;
            assertThat(statuses.keySet()).containsExactly(200, 429);
            assertThat(statuses.get(200))
                    .isGreaterThanOrEqualTo(RATE)
                    .isLessThanOrEqualTo((int) (RATE * seconds) + Shares.AT_ONCE + 1);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(refused.headers().firstValue("Content-Type")).contains(House.TAXII);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8))
                    .contains("asks more than " + RATE + " times a second");
            for (int i = 0; i < 5 * RATE; i++) {
                assertThat(house.counts().has("cells")).as("the operator").isTrue();
            }
        }
    }

    @Test
    void aBurstOfTenTimesTheQuotaIsRefusedPolitelyAndAllAcknowledgedCountsOnce() throws Exception {
        int rate = 5_000;
        int segments = 120; // twice what is saved up in ten seconds, and ten seconds' worth more
        int lines = 1_000;
        var limits =
                new Settings.Limits(10 << 20, 1_000, 1_000_000, new Settings.Intake(50, rate, 0));
        try (House house = House.open(folder.resolve("data"), limits);
                ExecutorService many = Executors.newFixedThreadPool(segments)) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            AtomicInteger refusals = new AtomicInteger();
            List<Future<Long>> acknowledged = new ArrayList<>();
            for (int i = 0; i < segments; i++) {
                String segment = "segment-" + i;
                String line =
                        """
                        {"timestamp":"2030-03-04T05:06:07.000000+0000","event_type":"alert",\
                        "src_ip":"198.18.0.%d","dest_ip":"240.0.0.1","proto":"TCP",\
                        "alert":{"signature":"s","severity":1,"category":"c"}}
                        """
                                .formatted(i);
                byte[] bytes = line.repeat(lines).getBytes(StandardCharsets.UTF_8);
                acknowledged.add(
                        many.submit(() -> {
                            var answer = house.ingest(sensor, segment, bytes);
                            while (answer.statusCode() == 429) {
                                refusals.incrementAndGet();
                                long wait =
                                        answer.headers()
                                                .firstValueAsLong("Retry-After")
                                                .orElseThrow();
                                assertThat(wait).isBetween(1L, 60L);
                                Thread.sleep(Duration.ofSeconds(wait));
                                answer = house.ingest(sensor, segment, bytes);
                            }
                            // Once more, as one whose receipt was lost.
                            house.ingest(sensor, segment, bytes);
                            return House.json(answer).path("counted").asLong();
                        }));
            }
            long counted = 0;
            for (Future<Long> each : acknowledged) {
                counted += each.get();
            }
            assertThat(refusals.get()).isPositive();
            assertThat(counted).isEqualTo((long) segments * lines);
            assertThat(house.number("SELECT sum(count) FROM cell")).isEqualTo(counted);
            assertThat(house.number("SELECT count(*) FROM segment")).isEqualTo(segments);
        }
    }
}
