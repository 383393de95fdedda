package org.commonwatch.stix.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What is found in one object, by example. */
class ValidatorTest {
    private static final String HEAD =
            """
            "spec_version":"2.1","created":"2020-01-01T00:00:00.000Z",
            "modified":"2020-01-02T00:00:00.000Z",
            """;
    private static final String UUID = "8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f";
    private static final Options OPTIONS = Options.USUAL;

    /** An object of the type with common properties and these. */
    private static JsonObject object(String type, String members) {
        String text = "{\"type\":\"" + type + "\",\"id\":\"" + type + "--" + UUID + "\"," + HEAD;
        return (JsonObject) new JsonReader().read(text + members + "}");
    }

    private static List<String> found(Json object) {
        return found(object, OPTIONS);
    }

    /** Such as {@code name ERROR S061}. */
    private static List<String> found(Json object, Options options) {
        return new Validator(options)
                .validate(object).findings().stream()
                        .map(each ->
                                each.path()
                                        + " "
                                        + each.severity()
                                        + " "
                                        + (each.rule().check().isEmpty()
                                                ? each.rule().requirement()
                                                : each.rule().check()))
                        .toList();
    }

    @Test
    void aFindingSaysWhereWhatAndWhatToDo() {
        JsonObject tool =
                object(
                        "tool",
                        """
                        "name":"Example","kill_chain_phases":[
                        {"kill_chain_name":"example","phase_name":"Command and Control"}]
                        """);
        assertThat(new Validator(OPTIONS).validate(tool).findings())
                .containsExactly(
                        new Finding(
                                "tool--" + UUID,
                                "kill_chain_phases[0].phase_name",
                                new Rule(Severity.WARNING, "kill-chain-names", "S035", "2.11"),
                                "'Command and Control' is not in lower case with hyphens",
                                "write it so"));
    }

    @Test
    void timesAreInUtcInTheCalendarAndInTheirOrder() {
        assertThat(
                        found(
                                object(
                                        "campaign",
                                        """
                                        "name":"Example","first_seen":"2020-02-30T00:00:00Z"
                                        """)))
                .containsExactly("first_seen ERROR S046");
        assertThat(
                        found(
                                object(
                                        "campaign",
                                        """
                                        "name":"Example","first_seen":"2020-02-03T00:00:00+01:00"
                                        """)))
                .containsExactly("first_seen ERROR S048");
        String seen =
                "\"name\":\"Example\",\"first_seen\":\"2020-01-01T00:00:00.%sZ\","
                        + "\"last_seen\":\"2020-01-01T00:00:00.%sZ\"";
        assertThat(found(object("campaign", seen.formatted("1", "100")))).isEmpty();
        assertThat(found(object("campaign", seen.formatted("1000001", "1"))))
                .containsExactly("last_seen ERROR S106");
    }

    @Test
    void aPatternIsReadAndWhatItNamesIsLookedUp() {
        String indicator =
                """
                "name":"n","description":"d","pattern_type":"stix",
                "valid_from":"2020-01-01T00:00:00Z","pattern":"%s"
                """;
        assertThat(found(object("indicator", indicator.formatted("[file:name = 'x']")))).isEmpty();
        assertThat(found(object("indicator", indicator.formatted("[file:name = x]"))))
                .containsExactly("pattern ERROR S120");
        assertThat(found(object("indicator", indicator.formatted("[file:nmae = 'x']"))))
                .containsExactly("pattern WARNING pattern-properties");
        String window =
                "[file:name = 'x'] START t'20%s-01-01T00:00:00Z' STOP t'2030-01-01T00:00:00Z'";
        assertThat(found(object("indicator", indicator.formatted(window.formatted("20")))))
                .isEmpty();
        assertThat(found(object("indicator", indicator.formatted(window.formatted("19")))))
                .containsExactly("pattern WARNING pattern-window");
        assertThat(found(object("indicator", indicator.formatted("[tool:name = 'x']"))))
                .containsExactly("pattern ERROR S495");
        assertThat(
                        found(
                                object("indicator", indicator.formatted("[x-ours:name = 'x']")),
                                new Options(Set.of(), true, true)))
                .containsExactly("pattern ERROR ");
    }

    @Test
    void selectorsSelectWhatIsThere() {
        String marked =
                """
                "name":"n","labels":["a"],"granular_markings":[{"lang":"en","selectors":["%s"]}]
                """;
        assertThat(found(object("tool", marked.formatted("labels.[0]")))).isEmpty();
        assertThat(found(object("tool", marked.formatted("labels.[1]"))))
                .containsExactly("granular_markings[0].selectors[0] ERROR S407");
        assertThat(found(object("tool", marked.formatted("labels[0]"))))
                .containsExactly("granular_markings[0].selectors[0] ERROR S406");
    }

    @Test
    void anObservableHasTheIdOfItsValues() {
        String derived = "28bb3599-77cd-5a82-a950-b5bc3caf07c4";
        assertThat(found(address(derived))).isEmpty();
        assertThat(found(address(derived.replace("7c4", "7c5"))))
                .containsExactly("id WARNING deterministic-id");
        assertThat(found(address(UUID))).containsExactly("id WARNING uuid-check");
        String process = "{\"type\":\"process\",\"pid\":1,\"id\":\"process--" + derived + "\"}";
        assertThat(found(new JsonReader().read(process))).containsExactly("id ERROR S029");
    }

    private static Json address(String uuid) {
        return JsonObject.builder()
                .put("type", "ipv4-addr")
                .put("value", "198.51.100.3")
                .put("id", "ipv4-addr--" + uuid)
                .build();
    }

    @Test
    void defangedValuesNeedNotBeWhatTheyStandFor() {
        JsonReader reader = new JsonReader();
        String url =
                "{\"type\":\"url\",\"value\":\"hxxp://www[.]example\",\"id\":"
                        + "\"url--"
                        + UUID
                        + "\"%s}";
        Options noIds = new Options(Set.of("uuid-check"), false, false);
        assertThat(found(reader.read(url.formatted("")), noIds)).isEmpty(); // a scheme of its own
        String domain =
                "{\"type\":\"domain-name\",\"value\":\"www[.]example\",\"id\":"
                        + "\"domain-name--"
                        + UUID
                        + "\"%s}";
        assertThat(found(reader.read(domain.formatted("")), noIds))
                .containsExactly("value ERROR S218");
        assertThat(found(reader.read(domain.formatted(",\"defanged\":true")), noIds)).isEmpty();
        assertThat(found(object("tool", "\"name\":\"n\",\"defanged\":true")))
                .containsExactly("defanged ERROR S077");
    }

    @Test
    void customPropertiesAreAllowedAndAnExtensionTakesTheWarningAway() {
        assertThat(found(object("tool", "\"name\":\"n\",\"x_example_rank\":5")))
                .containsExactly("x_example_rank WARNING extensions-use");
        String extended =
                """
                "name":"n","rank":5,"extensions":{"extension-definition--%s":
                {"extension_type":"toplevel-property-extension"}}
                """
                        .formatted(UUID);
        assertThat(found(object("tool", extended))).isEmpty();
        assertThat(found(object("tool", extended), new Options(Set.of(), true, false)))
                .containsExactly("rank ERROR ");
        assertThat(found(object("tool", "\"name\":\"n\",\"Rank\":5")))
                .containsExactly("Rank ERROR S511");
    }

    @Test
    void theMarkingsOfTlpAreTheStandardsOwnWordForWord() {
        String white =
                """
                {"type":"marking-definition","spec_version":"2.1","name":"TLP:WHITE",
                "id":"marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9",
                "created":"2017-01-20T00:00:00.000Z","definition_type":"tlp",
                "definition":{"tlp":"white"}}
                """;
        JsonReader reader = new JsonReader();
        assertThat(found(reader.read(white))).isEmpty();
        assertThat(found(reader.read(white.replace("613f2e26", "613f2e27"))))
                .containsExactly(" ERROR S397");
    }

    @Test
    void observablesInAContainerReferToEachOtherByTheirKeys() {
        String observed =
                """
                "first_observed":"2020-01-01T00:00:00Z","last_observed":"2020-01-01T00:00:00Z",
                "number_observed":1,"objects":{"0":{"type":"ipv4-addr","value":"198.51.100.3",
                "id":"ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4"},
                "1":{"type":"network-traffic","src_ref":"%s","protocols":["tcp"],
                "id":"network-traffic--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f"}}
                """;
        Options few =
                new Options(
                        Set.of("uuid-check", "network-traffic-ports", "deprecated-properties"),
                        false,
                        false);
        assertThat(found(object("observed-data", observed.formatted("0")), few)).isEmpty();
        assertThat(found(object("observed-data", observed.formatted("7")), few))
                .containsExactly("objects.1.src_ref ERROR S021");
    }

    @Test
    void whatIsNoObjectIsSaidToBeNone() {
        assertThat(found(JsonNumber.of(7))).containsExactly(" ERROR S438");
        assertThat(found(JsonObject.EMPTY)).containsExactly("type ERROR S062");
    }

    @Test
    void findingsAreCountedBeyondTheirLimit() {
        var object = JsonObject.builder().put("type", "tool");
        for (int i = 0; i < 1_000; i++) {
            object.put("Bad" + i, new JsonString("x"));
        }
        JsonObject bad = object.build();
        Report report = new Validator(OPTIONS).validate(bad);
        assertThat(report.findings()).hasSize(Walk.FINDINGS_LIMIT);
        assertThat(report.errors()).isGreaterThanOrEqualTo(1_000);
        JsonObject bundle =
                JsonObject.builder()
                        .put("type", "bundle")
                        .put("objects", new JsonArray(Collections.nCopies(200, bad)))
                        .build();
        Report all = new Validator(OPTIONS).validate(bundle);
        assertThat(all.findings()).hasSize(Validator.FINDINGS_LIMIT);
        assertThat(all.errors()).isGreaterThanOrEqualTo(200_000);
    }

    @Test
    void whatIsNestedDeeperThanAReaderWouldTakeIsAFinding() {
        Json deep = JsonArray.EMPTY;
        for (int i = 0; i < 5_000; i++) {
            deep = new JsonArray(List.of(deep));
        }
        JsonObject tool = Trees.with(object("tool", "\"name\":\"n\""), "x_example_deep", deep);
        assertThat(new Validator(OPTIONS).validate(tool).findings())
                .anyMatch(finding -> finding.message().contains("more than " + Walk.DEPTH_LIMIT));
    }

    @Test
    void whatAMessageRepeatsIsShortAndOnOneLine() {
        String evil = "\u001b[2J\n" + "x".repeat(10_000);
        JsonObject tool =
                Trees.with(object("tool", "\"name\":\"n\""), "lang", new JsonString(evil));
        assertThat(new Validator(OPTIONS).validate(tool).findings())
                .allSatisfy(finding -> {
                    assertThat(finding.message().length()).isLessThan(200);
                    assertThat(finding.message()).doesNotContainPattern("\\p{Cntrl}");
                });
    }
}
