package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.commonwatch.server.pipeline.Pipeline;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;

class DeliveriesTest {
    private static final String LINE =
            "{\"timestamp\":\"2030-03-04T05:06:07.000000+0000\",\"event_type\":\"alert\","
                    + "\"src_ip\":\"198.18.0.1\",\"dest_ip\":\"240.0.0.1\",\"proto\":\"TCP\","
                    + "\"app_proto\":\"http\",\"alert\":{\"signature\":\"s\",\"severity\":1,"
                    + "\"category\":\"Web Application Attack\"}}\n";
    private static final String LIST = "value,type,source\n198.18.0.1,ipv4,a test\n";

    @TempDir private Path folder = Path.of("");

    @Test
    void theSameDeliveryAgainChangesNothing() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            Who reader = house.token("CERT-XA", "reader", "reader", "TLP:AMBER");
            house.addIndicators("CERT-XA", "TLP:AMBER", LIST);

            JsonNode first = house.ingest(sensor, bytes(LINE));
            byte[] before = house.taxii(reader, House.SIGHTINGS).body();
            JsonNode second = house.ingest(sensor, bytes(LINE));

            assertThat(first.path("repeated").asBoolean()).isFalse();
            assertThat(second.path("repeated").asBoolean()).isTrue();
            assertThat(house.number("SELECT sum(count) FROM cell")).isEqualTo(1);
            assertThat(house.taxii(reader, House.SIGHTINGS).body()).isEqualTo(before);
        }
    }

    @Test
    void theSameIdWithOtherBytesIsRefusedAndTheSameBytesUnderAnotherIdCount() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            assertThat(house.ingest(sensor, "one", bytes(LINE)).statusCode()).isEqualTo(200);
            assertThat(house.ingest(sensor, "one", bytes(LINE + LINE)).statusCode()).isEqualTo(409);
            assertThat(house.ingest(sensor, "two", bytes(LINE)).statusCode()).isEqualTo(200);
            assertThat(house.ingest(sensor, "no id!", bytes(LINE)).statusCode()).isEqualTo(400);
            assertThat(house.number("SELECT sum(count) FROM cell")).isEqualTo(2);
        }
    }

    @Test
    void aSightingGrowsInPlaceAndMovesToTheEnd() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            Who reader = house.token("CERT-XA", "reader", "reader", "TLP:AMBER");
            house.addIndicators("CERT-XA", "TLP:AMBER", LIST);
            house.ingest(sensor, "one", bytes(LINE));
            house.ingest(sensor, "another hour", bytes(LINE.replace("T05:", "T07:")));
            JsonNode before = house.walk(reader, House.SIGHTINGS, 10).getFirst();
            house.ingest(sensor, "two", bytes(LINE.replace("05:06", "05:59")));
            JsonNode after = house.walk(reader, House.SIGHTINGS, 10).getLast();

            assertThat(after.path("id")).isEqualTo(before.path("id"));
            assertThat(after.path("created")).isEqualTo(before.path("created"));
            assertThat(Instant.parse(after.path("modified").asString()))
                    .isAfter(Instant.parse(before.path("modified").asString()));
            assertThat(after.path("count").asLong()).isEqualTo(2);
            assertThat(after.path("last_seen").asString()).isEqualTo("2030-03-04T05:59:07.000Z");
        }
    }

    @Test
    void aSightingOfARedIndicatorIsRed() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            Who owner = house.token("CERT-XA", "reader-xa", "reader", "TLP:AMBER");
            Who other = house.party("CERT-XB", "member", "reader-xb", "reader");
            house.addIndicators("CERT-XA", "TLP:RED", LIST);
            house.ingest(sensor, bytes(LINE));
            assertThat(house.walk(owner, House.SIGHTINGS, 10)).hasSize(1);
            assertThat(house.walk(other, House.SIGHTINGS, 10)).isEmpty();
        }
    }

    @Test
    void gzipIsUnpackedAndDamagedGzipIsRefusedWhole() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            byte[] packed = gzip(bytes(LINE.repeat(1_000)));
            assertThat(house.ingest(sensor, packed).path("counted").asLong()).isEqualTo(1_000);
            byte[] torn = Arrays.copyOf(packed, packed.length - 9);
            assertThat(house.ingest(sensor, "torn", torn).statusCode()).isEqualTo(422);
            assertThat(house.number("SELECT count(*) FROM segment")).isEqualTo(1);
        }
    }

    @Test
    void aBombOfGzipStopsAtTheLimit() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            var bomb = new ByteArrayOutputStream();
            try (var packed = new GZIPOutputStream(bomb)) {
                byte[] block = new byte[1 << 20];
                for (int i = 0; i <= 1 << 10; i++) {
                    packed.write(block);
                }
            }
            assertThat(bomb.size()).isLessThan(2 << 20);
            assertThat(house.ingest(sensor, "bomb", bomb.toByteArray()).statusCode())
                    .isEqualTo(413);
            assertThat(house.number("SELECT count(*) FROM segment")).isZero();
        }
    }

    @Test
    void anySplitInAnyOrderBySeveralSendersGivesTheSameCounts() throws Exception {
        var plan = new Plan(5, 6_000, 24, Instant.parse("2030-03-04T00:00:00Z"), 40);
        var simulation = new Simulation(plan, "north");
        var lines = new ByteArrayOutputStream();
        simulation.forEachRemaining(lines::writeBytes);
        List<byte[]> segments = split(lines.toByteArray(), 12);
        Collections.shuffle(segments, new Random(3));
        try (House house = House.open(folder.resolve("data"));
                var senders = Executors.newFixedThreadPool(4)) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            house.addIndicators("CERT-XA", "TLP:AMBER", SyntheticIndicators.list(40));
            List<Callable<JsonNode>> deliveries = new ArrayList<>();
            for (byte[] segment : segments) {
                deliveries.add(() -> house.ingest(sensor, segment));
            }
            for (Future<JsonNode> each : senders.invokeAll(deliveries)) {
                assertThat(each.get().path("repeated").asBoolean()).isFalse();
            }
            long counted = simulation.truth().lines().counted();
            long seen =
                    simulation.truth().hits().values().stream().mapToLong(hit -> hit.count()).sum();
            assertThat(house.number("SELECT sum(count) FROM cell")).isEqualTo(counted);
            assertThat(house.number("SELECT sum(count) FROM sighting_count")).isEqualTo(seen);
            Who reader = house.token("CERT-XA", "reader", "reader", "TLP:AMBER");
            List<JsonNode> objects = house.walk(reader, House.SIGHTINGS, 100);
            assertThat(objects).hasSize(simulation.truth().hits().size());
            assertThat(objects.stream().mapToLong(each -> each.path("count").asLong()).sum())
                    .isEqualTo(seen);
        }
    }

    private static List<byte[]> split(byte[] lines, int parts) {
        List<byte[]> segments = new ArrayList<>();
        int from = 0;
        for (int part = 1; part <= parts; part++) {
            int to = (int) ((long) lines.length * part / parts);
            while (to < lines.length && lines[to - 1] != '\n') {
                to++;
            }
            segments.add(Arrays.copyOfRange(lines, from, to));
            from = to;
        }
        return segments;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aSensorIsNotToldWhatOthersKeepSecret() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who member = house.party("CERT-XB", "member", "reader-xb", "reader");
            Who sensor = house.party("CERT-XC", "none", "north", "sensor");
            Who outsider = house.token("CERT-XC", "reader-xc", "reader", "TLP:AMBER");
            for (String tlp : List.of("TLP:RED", "TLP:AMBER")) {
                String name = tlp.substring(4).toLowerCase(Locale.ROOT);
                house.addIndicators(
                        "CERT-XB", tlp, "value,type,source\n%s.example,domain,s\n".formatted(name));
                String line =
                        LINE.replace("\"alert\":", "\"tls\":{\"sni\":\"%s.example\"},\"alert\":");
                house.ingest(sensor, bytes(line.formatted(name)));
            }
            assertThat(house.number("SELECT count(*) FROM sighting_count")).isEqualTo(2);
            assertThat(house.walk(outsider, House.SIGHTINGS, 10)).isEmpty();
            assertThat(house.walk(member, House.SIGHTINGS, 10)).hasSize(1);
        }
    }

    @Test
    void oneDeliveryMayCreateSoMuchAndNoMore() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            int limit = Pipeline.LIMITS.cells();
            assertThat(house.ingest(sensor, "at", hours(limit)).statusCode()).isEqualTo(200);
            assertThat(house.ingest(sensor, "over", hours(limit + 1)).statusCode()).isEqualTo(422);
            assertThat(house.number("SELECT count(*) FROM cell")).isEqualTo(limit);
        }
    }

    private static byte[] hours(int count) {
        var lines = new StringBuilder();
        Instant hour = Instant.parse("2030-03-04T00:00:00Z");
        for (int i = 0; i < count; i++) {
            String time = hour.plus(Duration.ofHours(i)).toString().replace("Z", ".0Z");
            lines.append("{\"timestamp\":\"").append(time).append("\",\"event_type\":\"alert\"}\n");
        }
        return bytes(lines.toString());
    }

    @Test
    void aSlowSensorDoesNotKeepOthersOut() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who slow = house.party("CERT-XA", "member", "slow", "sensor");
            Who other = house.token("CERT-XA", "other", "sensor", "TLP:AMBER");
            List<Socket> held = new ArrayList<>();
            for (int i = 0; i < Pipeline.AT_ONCE; i++) {
                held.add(house.beginDelivery(slow));
            }
            Thread.sleep(500);
            assertThat(house.ingest(slow, "one", bytes(LINE)).statusCode()).isEqualTo(429);
            assertThat(house.ingest(other, "one", bytes(LINE)).statusCode()).isEqualTo(200);
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    @Test
    void aPollerMissesNothingWhileManyWrite() throws Exception {
        try (House house = House.open(folder.resolve("data"));
                var senders = Executors.newFixedThreadPool(4)) {
            house.party("CERT-XA", "member", "s0", "sensor");
            Who reader = house.token("CERT-XA", "reader", "reader", "TLP:AMBER");
            house.addIndicators("CERT-XA", "TLP:AMBER", LIST);
            List<Callable<Integer>> deliveries = new ArrayList<>();
            for (int sensor = 1; sensor <= 4; sensor++) {
                Who who = house.token("CERT-XA", "s" + sensor, "sensor", "TLP:AMBER");
                for (int i = 0; i < 30; i++) {
                    String id = "d" + i;
                    byte[] line = bytes(LINE.replace("T05:", "T%02d:".formatted(i % 7)));
                    deliveries.add(() -> house.ingest(who, id, line).statusCode());
                }
            }
            Collections.shuffle(deliveries, new Random(1));
            var polled = new TreeMap<String, Long>();
            List<Future<Integer>> answers = new ArrayList<>();
            deliveries.forEach(each -> answers.add(senders.submit(each)));
            String after = "2020-01-01T00:00:00.000000Z";
            boolean done;
            do {
                done = answers.stream().allMatch(Future::isDone);
                after = house.poll(reader, after, polled);
            } while (!done);

            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
            var stored = new TreeMap<String, Long>();
            house.poll(reader, "2020-01-01T00:00:00.000000Z", stored);
            assertThat(polled).isEqualTo(stored).hasSize(4 * 7);
            assertThat(stored.values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(deliveries.size());
        }
    }
}
