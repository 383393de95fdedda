package org.commonwatch.telemetry.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.commonwatch.telemetry.Given;
import org.commonwatch.telemetry.event.Unit;
import org.commonwatch.telemetry.sensor.Reason;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Counts real sensor lines twice, the second time in a way of its own. */
class RealTelemetryTest {
    private static final Path DATA =
            Path.of(System.getProperty("house"), "..", "shared", "data", "telemetry");

    @Test
    void realRecordsAreCountedAsATreeModelCountsThem() throws IOException {
        byte[] input = real("eve-eve-real.jsonl.gz");
        Map<String, Long> expected = new TreeMap<>();
        long withoutZone = 0;
        for (String line : new String(input, StandardCharsets.UTF_8).lines().toList()) {
            JsonNode record = JsonMapper.shared().readTree(line);
            String time = record.get("timestamp").asString();
            withoutZone += time.length() == 26 ? 1 : 0;
            expected.merge(key(record, time), 1L, Long::sum);
        }
        Tally tally = Given.count(input);
        Map<String, Long> counted = new TreeMap<>();
        tally.cells()
                .forEach((cell, count) ->
                        counted.merge(
                                cell.unit().label()
                                        + " "
                                        + cell.hour()
                                        + (cell.established() ? " established" : ""),
                                count,
                                Long::sum));
        counted.put("context", tally.total(Unit.CONTEXT));
        assertThat(counted).isEqualTo(expected);
        assertThat(tally.lines().lines()).isEqualTo(7_917);
        assertThat(tally.lines().rejected()).isZero();
        assertThat(tally.lines().withoutZone()).isEqualTo(withoutZone).isEqualTo(44);
    }

    @Test
    void linesDamagedInTheWildAreRejectedOneByOne() throws IOException {
        Tally tally = Given.count(real("eve-eve-malformed-lines.txt.gz"));
        assertThat(tally.lines()).isEqualTo(new LineAccount(0, 2, 0, 2, 0));
        assertThat(tally.rejects().byReason())
                .containsOnly(Map.entry(Reason.NO_EVENT_TYPE, 1L), Map.entry(Reason.TRUNCATED, 1L));
    }

    private static String key(JsonNode record, String time) {
        boolean tcp = record.path("proto").asString("").equals("TCP");
        JsonNode back = record.path("flow").path("pkts_toclient");
        boolean answered = !(back.isNumber() && back.asLong() == 0);
        String flow = record.path("flow").path("state").asString("");
        boolean established =
                tcp
                        && answered
                        && (flow.equals("established")
                                || record.path("tcp")
                                        .path("state")
                                        .asString("")
                                        .equals("established")
                                || !record.path("app_proto").asString("").isEmpty());
        String type = record.get("event_type").asString();
        boolean probe = type.equals("flow") && (flow.equals("new") || (tcp && !established));
        if (!probe && !type.equals("alert")) {
            return "context";
        }
        String zoned = time.length() == 26 ? time + "+0000" : time;
        String withColon = zoned.substring(0, 29) + ":" + zoned.substring(29);
        var hour =
                OffsetDateTime.parse(withColon)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .truncatedTo(ChronoUnit.HOURS);
        return (probe ? "probe " : "alert ")
                + hour.toInstant()
                + (established ? " established" : "");
    }

    private static byte[] real(String name) throws IOException {
        Path file = DATA.resolve(name);
        assumeTrue(Files.exists(file), "the data for development is elsewhere");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }
}
