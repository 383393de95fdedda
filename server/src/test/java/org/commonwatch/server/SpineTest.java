package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.commonwatch.server.House.Who;
import org.commonwatch.telemetry.simulation.Plan;
import org.commonwatch.telemetry.simulation.Simulation;
import org.commonwatch.telemetry.simulation.SyntheticIndicators;
import org.commonwatch.telemetry.simulation.Truth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** From a sensor's lines to what two parties read, on the real parts. */
class SpineTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path folder = Path.of("");

    @Test
    void generatedLinesBecomeCountsAndSightingsThatAMemberReadsAndAnotherDoesNot()
            throws Exception {
        var plan = new Plan(11, 20_000, 48, Instant.parse("2030-03-04T00:00:00Z"), 300);
        var simulation = new Simulation(plan, "north");
        var lines = new ByteArrayOutputStream();
        simulation.forEachRemaining(lines::writeBytes);
        Truth truth = simulation.truth();

        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            Who member = house.party("CERT-XB", "member", "reader-xb", "reader");
            Who outsider = house.party("CERT-XC", "none", "reader-xc", "reader");
            house.addIndicators("CERT-XB", "TLP:AMBER", SyntheticIndicators.list(300));

            JsonNode receipt = house.ingest(sensor, lines.toByteArray());

            assertThat(receipt.path("lines").asLong()).isEqualTo(truth.lines().lines());
            assertThat(receipt.path("counted").asLong()).isEqualTo(truth.lines().counted());
            assertThat(receipt.path("context").asLong()).isEqualTo(truth.lines().context());
            assertThat(receipt.path("skipped").asLong()).isEqualTo(truth.lines().skipped());
            assertThat(receipt.path("rejected").asLong()).isEqualTo(truth.lines().rejected());
            assertThat(cells(house)).isEqualTo(cells(truth));

            List<JsonNode> sightings = house.walk(member, House.SIGHTINGS, 50);
            assertThat(sightings).hasSameSizeAs(truth.hits().keySet());
            assertThat(sightings.stream().mapToLong(each -> each.path("count").asLong()).sum())
                    .isEqualTo(seen(truth))
                    .isEqualTo(house.number("SELECT sum(count) FROM sighting_count"));
            assertThat(house.walk(outsider, House.SIGHTINGS, 50)).isEmpty();
            assertThat(house.walk(member, House.INDICATORS, 100)).hasSize(300);
            assertThat(house.walk(outsider, House.INDICATORS, 100)).isEmpty();
        }
    }

    @Test
    void whatIsWithheldAnswersByteForByteAsWhatIsEmpty() throws Exception {
        try (House house = House.open(folder.resolve("data"))) {
            Who member = house.party("CERT-XB", "member", "reader-xb", "reader");
            Who outsider = house.party("CERT-XC", "none", "reader-xc", "reader");
            house.addIndicators("CERT-XB", "TLP:AMBER", SyntheticIndicators.list(50));
            assertThat(house.walk(member, House.INDICATORS, 10)).hasSize(50);

            for (String query : List.of("", "?limit=1", "?added_after=2020-01-01T00:00:00Z")) {
                var withheld = house.taxii(outsider, House.INDICATORS + query);
                var empty = house.taxii(member, House.CAMPAIGNS + query);
                var emptyToOutsider = house.taxii(outsider, House.CAMPAIGNS + query);
                assertThat(answer(withheld)).isEqualTo(answer(empty));
                assertThat(answer(withheld)).isEqualTo(answer(emptyToOutsider));
            }
        }
    }

    @Test
    void realLinesAreCountedAsAnIndependentCountHasIt() throws Exception {
        Path data = Path.of(System.getProperty("house"), "..", "shared", "data");
        Path file = data.resolve("telemetry").resolve("eve-eve-real.jsonl.gz");
        assumeTrue(Files.exists(file), "no real lines here");
        byte[] bytes = Files.readAllBytes(file);

        try (House house = House.open(folder.resolve("data"))) {
            Who sensor = house.party("CERT-XA", "member", "north", "sensor");
            Who member = house.party("CERT-XB", "member", "reader-xb", "reader");
            Who outsider = house.party("CERT-XC", "none", "reader-xc", "reader");
            String listed = "value,type,source\n8.8.8.8,ipv4,a test\nexample.com,domain,a test\n";
            house.addIndicators("CERT-XB", "TLP:AMBER", listed);

            JsonNode receipt = house.ingest(sensor, bytes);

            Independent count = Independent.of(bytes);
            assertThat(receipt.path("lines").asLong()).isEqualTo(count.lines());
            assertThat(sum(house, "alert")).isEqualTo(count.alerts()).isPositive();
            assertThat(sum(house, "probe")).isEqualTo(count.probes()).isPositive();
            List<JsonNode> sightings = house.walk(member, House.SIGHTINGS, 7);
            assertThat(sightings.stream().mapToLong(each -> each.path("count").asLong()).sum())
                    .isEqualTo(count.hits())
                    .isPositive();
            assertThat(house.walk(outsider, House.SIGHTINGS, 7)).isEmpty();
        }
    }

    /** The same questions asked in another way: whole documents, no kernel. */
    private record Independent(long lines, long alerts, long probes, long hits) {
        static Independent of(byte[] gzip) throws Exception {
            long lines = 0;
            long alerts = 0;
            long probes = 0;
            long hits = 0;
            var in = new GZIPInputStream(new ByteArrayInputStream(gzip));
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                lines++;
                JsonNode event = parse(line);
                String type = event.path("event_type").asString("");
                alerts += type.equals("alert") ? 1 : 0;
                probes += type.equals("flow") && isProbe(event) ? 1 : 0;
                hits += hits(event);
            }
            return new Independent(lines, alerts, probes, hits);
        }

        private static JsonNode parse(String line) {
            try {
                return JSON.readTree(line);
            } catch (JacksonException notJson) {
                return JSON.createObjectNode();
            }
        }

        private static boolean isProbe(JsonNode event) {
            boolean tcp = event.path("proto").asString("").equals("TCP");
            return event.path("flow").path("state").asString("").equals("new")
                    || (tcp && !isEstablished(event));
        }

        private static boolean isEstablished(JsonNode event) {
            JsonNode flow = event.path("flow");
            boolean oneWay = flow.path("pkts_toclient").asLong(-1) == 0;
            return event.path("proto").asString("").equals("TCP")
                    && !oneWay
                    && (flow.path("state").asString("").equals("established")
                            || event.path("tcp").path("state").asString("").equals("established")
                            || event.has("app_proto"));
        }

        private static int hits(JsonNode event) {
            // An address that is only claimed to be the source is not seen.
            boolean address =
                    (event.path("src_ip").asString("").equals("8.8.8.8") && isEstablished(event))
                            || event.path("dest_ip").asString("").equals("8.8.8.8");
            boolean name =
                    asksForListed(event.path("dns"))
                            || isListed(event.path("tls").path("sni").asString(""))
                            || isListed(event.path("http").path("hostname").asString(""));
            return (address ? 1 : 0) + (name ? 1 : 0);
        }

        // What was asked for counts, not what else the answer names.
        private static boolean asksForListed(JsonNode dns) {
            boolean asked = isListed(dns.path("rrname").asString(""));
            for (String list : List.of("queries", "query")) {
                for (JsonNode query : dns.path(list)) {
                    asked |= isListed(query.path("rrname").asString(""));
                }
            }
            return asked;
        }

        private static boolean isListed(String name) {
            return name.equals("example.com") || name.endsWith(".example.com");
        }
    }

    private static long sum(House house, String unit) throws Exception {
        long sum = 0;
        for (JsonNode cell : house.counts().path("cells")) {
            sum += cell.path("unit").asString().equals(unit) ? cell.path("count").asLong() : 0;
        }
        return sum;
    }

    private static long seen(Truth truth) {
        return truth.hits().values().stream().mapToLong(seen -> seen.count()).sum();
    }

    private static Map<String, Long> cells(House house) throws Exception {
        Map<String, Long> cells = new TreeMap<>();
        for (JsonNode cell : house.counts().path("cells")) {
            String key =
                    String.join(
                            " ",
                            cell.path("hour").asString(),
                            cell.path("sensor").asString(),
                            cell.path("unit").asString(),
                            cell.path("kind").asString(),
                            cell.path("source").asString());
            cells.merge(key, cell.path("count").asLong(), Long::sum);
        }
        return cells;
    }

    private static Map<String, Long> cells(Truth truth) {
        return truth.cells().entrySet().stream()
                .collect(
                        Collectors.toMap(
                                entry ->
                                        String.join(
                                                " ",
                                                entry.getKey().hour().toString(),
                                                entry.getKey().sensor(),
                                                entry.getKey().unit().label(),
                                                entry.getKey().kind().label(),
                                                entry.getKey().established()
                                                        ? "established"
                                                        : "claimed"),
                                Map.Entry::getValue,
                                Long::sum,
                                TreeMap::new));
    }

    /** Status, headers and body. */
    private static String answer(HttpResponse<byte[]> response) {
        return response.statusCode()
                + "\n"
                + House.headers(response)
                + "\n"
                + new String(response.body(), StandardCharsets.UTF_8);
    }
}
