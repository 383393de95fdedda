package org.commonwatch.telemetry.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.telemetry.Given;
import org.commonwatch.telemetry.ReadLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

class CountingRuleTest {
    @ParameterizedTest
    @CsvSource({
        // type, transport, state of the flow, state of TCP, application data, one-way
        "alert TCP - - data, ALERT, true",
        "alert TCP - - data one-way, ALERT, false",
        "alert TCP - -, ALERT, false",
        "alert UDP - - data, ALERT, false",
        "alert UDP established - data, ALERT, false",
        "alert ICMP - -, ALERT, false",
        "alert - established established data, ALERT, false",
        "flow TCP new syn_sent, PROBE, false",
        "flow TCP closed closed, PROBE, false",
        "flow TCP established established one-way, PROBE, false",
        "flow TCP established fin_wait2, CONTEXT, true",
        "flow TCP closed established, CONTEXT, true",
        "flow TCP closed closed data, CONTEXT, true",
        "flow TCP - -, PROBE, false",
        "flow UDP new -, PROBE, false",
        "flow UDP established - data, CONTEXT, false",
        "flow - - -, CONTEXT, false",
        "dns UDP new - data, CONTEXT, false",
        "http tcp - - data, CONTEXT, true"
    })
    void aRecordIsOneUnitAndItsSourceEstablishedOrClaimed(
            String record, Unit unit, boolean established) {
        List<String> words = List.of(record.split(" ", -1));
        String line =
                ("{\"timestamp\":\"2017-03-06T06:54:06Z\",\"event_type\":\"%s\","
                                        + "\"proto\":%s,\"app_proto\":%s,")
                                .formatted(
                                        words.getFirst(),
                                        json(words.get(1)),
                                        words.contains("data") ? "\"x\"" : "null")
                        + "\"flow\":{\"state\":%s,\"pkts_toclient\":%s},\"tcp\":{\"state\":%s}}"
                                .formatted(
                                        json(words.get(2)),
                                        words.contains("one-way") ? "0" : "1",
                                        json(words.get(3)));
        assertThat(Given.lines(Given.bytes(line)))
                .singleElement()
                .isInstanceOfSatisfying(
                        ReadLine.class,
                        read -> {
                            assertThat(read.classified().unit()).isEqualTo(unit);
                            assertThat(read.classified().established()).isEqualTo(established);
                        });
    }

    private static String json(String word) {
        return word.equals("-") ? "null" : '"' + word + '"';
    }

    /** Whoever writes types of a mebibyte each does not fill the memory with them. */
    @Test
    void typesAreToldApartToTheLengthLimit() {
        var rule =
                new CountingRule(
                        new RuleId("own", 1),
                        List.of(),
                        List.of(),
                        new CountingRule.Sentences(Map.of(), ""),
                        Optional.empty());
        String longest = "eve/" + "x".repeat(CountingRule.TYPE_LENGTH_LIMIT - 4);
        assertThat(rule.type(longest)).isNotEqualTo(CountingRule.UNNAMED);
        assertThat(rule.type(longest + "x")).isEqualTo(CountingRule.UNNAMED);
        assertThat(rule.types()).containsValue(longest).hasSize(1);
    }

    @Test
    void theRuleSaysWhatItIs() {
        assertThat(CountingRule.ATTACKS.id()).hasToString("attacks/1");
        for (Unit unit : Unit.values()) {
            assertThat(CountingRule.ATTACKS.sentence(unit)).containsIgnoringCase(unit.label());
        }
        assertThat(CountingRule.ATTACKS.establishedSentence()).contains("TCP");
    }
}
