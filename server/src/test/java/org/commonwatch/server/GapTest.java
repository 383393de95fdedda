package org.commonwatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.server.House.Who;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three members that granted statistics hold what hits an observer later; a fourth granted nothing.
 */
class GapTest {
    private static final String WINDOW = "from=2030-01-01T00:00:00Z&to=2030-04-01T00:00:00Z";
    private static final List<String> GRANTED = List.of("CERT-XA", "CERT-XB", "CERT-XC");
    private static final int HELD = 20;
    private static final int HIT = 15;

    @TempDir private Path folder = Path.of("");
    private Optional<House> started = Optional.empty();
    private Optional<Who> analyst = Optional.empty();
    private Optional<Who> border = Optional.empty();

    @BeforeEach
    void aSmallWorld() throws Exception {
        House house = House.open(folder.resolve("data"));
        started = Optional.of(house);
        border = Optional.of(house.party("BUREAU-XZ", "observer", "border", "sensor"));
        analyst = Optional.of(house.user("BUREAU-XZ", "analyst", "analyst"));
        for (String each : GRANTED) {
            house.party(each, "member", "reader-" + each, "reader");
            grant(each);
        }
        house.party("CERT-XD", "member", "other-net", "sensor");
        for (int i = 0; i < GRANTED.size(); i++) {
            hold(GRANTED.get(i), "TLP:AMBER", i + 1, HELD);
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 0; i < HIT; i++) {
            for (int net : List.of(1, 2, 3, 9)) {
                lines.writeBytes(hit("198.18." + net + "." + (i + 1), 2 * i));
            }
        }
        house.ingest(border.orElseThrow(), lines.toByteArray());
    }

    @AfterEach
    void end() {
        started.ifPresent(House::close);
    }

    private House house() {
        return started.orElseThrow();
    }

    private void grant(String owner) throws Exception {
        house().operate(
                        "/api/v1/assertions",
                        """
                        {"id":"grant-%1$s","matter":"grant-%1$s","source":"operator",\
                        "document":"none","recorded":"2026-01-01","agreement":{"id":"grant-%1$s",\
                        "parties":["%1$s","BUREAU-XZ"],"classes":["statistics"],\
                        "from":"2026-01-01"}}
                        """
                                .formatted(owner));
    }

    private void hold(String owner, String tlp, int net, int count) throws Exception {
        String rows =
                IntStream.rangeClosed(1, count)
                        .mapToObj(i -> "198.18.%d.%d,ipv4,s\n".formatted(net, i))
                        .collect(Collectors.joining());
        house().addIndicators(owner, tlp, "value,type,source\n" + rows);
    }

    private static byte[] hit(String source, int day) {
        return """
        {"timestamp":"%s","event_type":"alert","src_ip":"%s","src_port":4000,\
        "dest_ip":"198.19.0.2","dest_port":443,"proto":"TCP","app_proto":"tls","flow":{"pkts_toclient":3},\
        "alert":{"signature":"x","severity":1}}
        """
                .formatted(
                        Instant.parse("2030-01-05T05:00:00Z").plusSeconds(day * 86_400L),
                        source)
                .getBytes(StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> get(Who who, String query) throws Exception {
        return house().get(Optional.of(who), "/api/v1/gap?" + query, "*/*");
    }

    private JsonNode told(Who who, String query) throws Exception {
        HttpResponse<byte[]> answer = get(who, query);
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return House.json(answer);
    }

    private JsonNode whole(String more) throws Exception {
        return told(house().operator(), "party=BUREAU-XZ&" + WINDOW + more);
    }

    @Test
    void theOperatorIsToldAllOfItAndThePartyItsPart() throws Exception {
        JsonNode all = whole("");
        assertThat(all.path("gap").path("indicators").asInt()).isEqualTo(3 * HIT);
        assertThat(all.path("gap").path("of").asInt()).isEqualTo(4 * HIT);
        JsonNode own = told(analyst.orElseThrow(), WINDOW);
        assertThat(own.path("gap").path("indicators").asInt()).isEqualTo(3 * HIT);
    }
}
