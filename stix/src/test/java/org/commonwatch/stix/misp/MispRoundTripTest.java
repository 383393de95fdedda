package org.commonwatch.stix.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.commonwatch.stix.misp.RoundTrip.everyMemberIsAccountedFor;
import static org.commonwatch.stix.misp.RoundTrip.inside;
import static org.commonwatch.stix.misp.RoundTrip.misp;
import static org.commonwatch.stix.misp.RoundTrip.read;
import static org.commonwatch.stix.misp.RoundTrip.stix;
import static org.commonwatch.stix.misp.RoundTrip.uuid;

import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.Tlp;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNull;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.misp.RoundTrip.Made;
import org.commonwatch.stix.validation.Finding;
import org.commonwatch.stix.validation.Options;
import org.commonwatch.stix.validation.Severity;
import org.commonwatch.stix.validation.Validator;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Events of MISP become STIX and come back as they were; what STIX loses in MISP is told. */
class MispRoundTripTest {
    private static final int EVENTS = 250;
    private static final Validator VALIDATOR = new Validator(Options.USUAL);

    private static final String[][] VALUES = {
        {"ip-dst", "198.18.%d.7"},
        {"ip-src", "2001:db8::%d"},
        {"ip-dst", "198.18.%d.0/24"},
        {"domain", "N%d.Example"},
        {"hostname", "www.n%d.example"},
        {"url", "hxxp://n%d.example/a"},
        {"md5", "%032x"},
        {"sha1", "%040X"},
        {"sha256", "%064x"},
        {"sha512", "short%d"},
        {"filename", "c:\\it's\\%d.exe"},
        {"filename|sha256", "a%d.exe|%1$064x"},
        {"domain|ip", "n%d.example|198.18.0.1"},
        {"email-src", "A%d@Example"},
        {"AS", "AS%d"},
        {"mutex", "Global\\%d"},
        {"regkey", "HKLM\\Software\\%d"},
        {"vulnerability", "CVE-2030-%04d"},
        {"text", "some\nwords %d \u00e9\u4e2d"},
        {"comment", "%d"},
        {"yara", "rule r%d { condition: true }"},
        {"stix2-pattern", "[domain-name:value = 'n%d.example' AND url:value = 'u']"},
        {"float", "%d.5"},
        {"ip-dst|port", "198.18.0.1|%d"},
        {"mac-address", "00:00:5e:00:53:%02x"}
    };

    private static final String[] TAGS = {
        "tlp:green",
        "tlp:amber+strict",
        "TLP:RED",
        "tlp:white",
        "tlp:unclear",
        "PAP:AMBER",
        "misp-galaxy:threat-actor=\"Invented\"",
        "workflow:state=\"complete\"",
        "kill-chain:x"
    };

    @Test
    void anEventComesBackAsItWas() {
        Cases.check(
                EVENTS,
                random -> {
                    JsonObject event = event(random);
                    Made made = stix(event);
                    List<Account> back = new ArrayList<>();
                    assertThat(misp(made.stix(), back)).isEqualTo(event);
                    assertThat(back).allMatch(each -> each.members().lost().isEmpty());
                    everyMemberIsAccountedFor(event, made.accounts());
                    for (StixObject object : made.stix()) {
                        List<Finding> errors =
                                VALIDATOR.validate(object.properties()).findings().stream()
                                        .filter(each -> each.severity() == Severity.ERROR)
                                        .toList();
                        assertThat(errors).as(object.text()).isEmpty();
                    }
                });
    }

    @Test
    void whatIsReadableByFewStaysSo() {
        Cases.check(
                EVENTS,
                random -> {
                    JsonObject event = event(random);
                    JsonObject head = inside(event);
                    Set<String> levels = new HashSet<>();
                    Members.objects(head, "Tag")
                            .forEach(each -> levels.add(Members.text(each, "name")));
                    for (StixObject each : stix(event).stix()) {
                        if (each.id()
                                .type()
                                .matches("indicator|report|note|observed-data|grouping|url")) {
                            if (levels.contains("TLP:RED") || levels.contains("tlp:unclear")) {
                                assertThat(each.markings()).contains(Tlp.RED.marking());
                            }
                            if (Members.text(head, "distribution").equals("0")) {
                                assertThat(each.markings())
                                        .anyMatch(ref -> Tlp.ofMarking(ref).isEmpty());
                            }
                        }
                    }
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[ipv4-addr:value = '198.18.0.1']; ip-dst; 198.18.0.1",
                "[ipv6-addr:value ISSUBSET '2001:db8::/32']; ip-dst; 2001:db8::/32",
                "[url:value='http://a.example/']; url; http://a.example/",
                "[file:hashes.'SHA-256' = '00000000000000000000000000000000000000000000000000000000"
                        + "0000000a']; sha256; "
                        + "000000000000000000000000000000000000000000000000000000000000000a",
                "[autonomous-system:number = 64496]; AS; AS64496",
                "[domain-name:value LIKE 'a%']; stix2-pattern; [domain-name:value LIKE 'a%']",
                "[domain-name:value = 'a.example'] REPEATS 2 TIMES; stix2-pattern;"
                        + "[domain-name:value = 'a.example'] REPEATS 2 TIMES"
            })
    void anIndicatorIsAnAttributeForDetectionAndWhatIsLostIsTold(
            String pattern, String type, String value) {
        StixObject indicator = indicator(pattern, "\"name\":\"n\",\"confidence\":50,");
        List<Account> accounts = new ArrayList<>();
        JsonObject event = inside(misp(List.of(indicator), accounts));
        JsonObject attribute = Members.objects(event, "Attribute").getFirst();
        assertThat(Members.text(attribute, "type")).isEqualTo(type);
        assertThat(Members.text(attribute, "value")).isEqualTo(value);
        assertThat(attribute.get("to_ids")).isEqualTo(JsonBoolean.TRUE);
        assertThat(accounts.getFirst().members().lost())
                .containsExactlyInAnyOrder("name", "confidence", "created");
    }

    private static StixObject indicator(String pattern, String more) {
        return StixObject.read(
                ("{\"type\":\"indicator\",\"spec_version\":\"2.1\",\"id\":\"indicator--%s\","
                     + "\"created\":\"2026-01-01T00:00:00.000Z\",%s"
                     + "\"modified\":\"2026-01-01T00:00:00.000Z\",\"pattern\":%s,"
                     + "\"pattern_type\":\"stix\",\"valid_from\":\"2026-01-01T00:00:00Z\"}")
                        .formatted(UUID.randomUUID(), more, new JsonString(pattern))
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatMispHasNoPlaceForIsCarriedWholeAndComesBack() {
        StixObject malware =
                StixObject.read(
                        ("{\"type\":\"malware\",\"spec_version\":\"2.1\",\"id\":\"malware--%s\","
                                        + "\"created\":\"2026-01-01T00:00:00.000Z\","
                                        + "\"modified\":\"2026-01-01T00:00:00.000Z\","
                                        + "\"is_family\":false,\"name\":\"m\"}")
                                .formatted(UUID.randomUUID())
                                .getBytes(StandardCharsets.UTF_8));
        StixObject revoked = indicator("[url:value = 'u']", "\"revoked\":true,");
        JsonObject event = misp(List.of(malware, revoked), new ArrayList<>());
        List<StixObject> back = stix(event).stix();
        assertThat(back).contains(malware, revoked);
    }

    @Test
    void whoChangedAnIndicatorSinceMeantWhatItSaysNow() {
        String attribute = "{\"uuid\":\"" + UUID.randomUUID() + "\",\"type\":\"domain\",";
        String text =
                "{\"Event\":{\"uuid\":\""
                        + UUID.randomUUID()
                        + "\",\"info\":\"i\",\"Attribute\":["
                        + attribute
                        + "\"value\":\"a.example\",\"to_ids\":true}]}}";
        JsonObject event = (JsonObject) new JsonReader().read(text);
        List<StixObject> changed = new ArrayList<>();
        for (StixObject each : stix(event).stix()) {
            changed.add(
                    each.id().type().equals("indicator")
                            ? StixObject.of(
                                    StixObjects.with(
                                            each.properties(),
                                            "pattern",
                                            new JsonString("[domain-name:value = 'b.example']")))
                            : each);
        }
        assertThat(misp(changed, new ArrayList<>()).toString())
                .contains("b.example")
                .doesNotContain("a.example");
    }

    @Test
    void whatIsNoEventIsRefusedAndListsOfEventsAreRead() {
        for (String bad : List.of("3", "{\"Event\":{", "<html>", "{\"Event\":{\"a\":1,\"a\":2}}")) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() ->
                            read(
                                    bad.getBytes(StandardCharsets.UTF_8),
                                    new MispReader.Receiver() {}));
        }
        List<String> heads = new ArrayList<>();
        read(
                "{\"response\":[{\"Event\":{\"info\":\"1\"}},{\"Event\":{\"info\":\"2\"}}]}"
                        .getBytes(StandardCharsets.UTF_8),
                new MispReader.Receiver() {
                    @Override
                    public void event(JsonObject head) {
                        heads.add(Members.text(head, "info"));
                    }
                });
        assertThat(heads).containsExactly("1", "2");
    }

    private static JsonObject event(RandomGenerator random) {
        JsonObject.Builder event =
                JsonObject.builder()
                        .put("id", "" + random.nextInt(1_000))
                        .put("uuid", uuid(random))
                        .put("info", random.nextBoolean() ? "An event \"x\"" : "")
                        .put("date", "2026-01-%02d".formatted(1 + random.nextInt(28)))
                        .put("threat_level_id", "" + random.nextInt(1, 5))
                        .put("published", JsonBoolean.of(random.nextBoolean()))
                        .put("analysis", "2")
                        .put("timestamp", "" + (1_767_000_000L + random.nextInt(9_000_000)))
                        .put("extends_uuid", "")
                        .put("RelatedEvent", JsonArray.EMPTY);
        handled(event, random, 4);
        if (random.nextBoolean()) {
            event.put(
                    "Orgc",
                    JsonObject.builder().put("uuid", uuid(random)).put("name", "ORG").build());
        }
        if (random.nextInt(4) == 0) {
            event.put(
                    "Galaxy",
                    new JsonArray(List.of(JsonObject.builder().put("name", "g").build())));
        }
        List<Json> attributes = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            attributes.add(attribute(random));
        }
        event.put("Attribute", new JsonArray(attributes));
        List<Json> objects = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            objects.add(object(random));
        }
        event.put("Object", new JsonArray(objects));
        return JsonObject.builder().put("Event", event.build()).build();
    }

    private static JsonObject object(RandomGenerator random) {
        JsonObject.Builder object =
                JsonObject.builder()
                        .put("name", "file")
                        .put("uuid", uuid(random))
                        .put("template_version", "" + random.nextInt(30))
                        .put("meta-category", "file");
        handled(object, random, 6);
        if (random.nextBoolean()) {
            object.put("ObjectReference", JsonArray.EMPTY);
        }
        List<Json> attributes = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            attributes.add(attribute(random));
        }
        return object.put("Attribute", new JsonArray(attributes)).build();
    }

    private static JsonObject attribute(RandomGenerator random) {
        String[] of = VALUES[random.nextInt(VALUES.length)];
        int number = random.nextInt(256);
        JsonObject.Builder attribute =
                JsonObject.builder()
                        .put("uuid", uuid(random))
                        .put("type", of[0])
                        .put("category", "Network activity")
                        .put("to_ids", JsonBoolean.of(random.nextBoolean()))
                        .put("value", of[1].formatted(number))
                        .put("comment", random.nextBoolean() ? "" : "it's\t\"said\"");
        handled(attribute, random, 6);
        if (random.nextBoolean()) {
            attribute.put("timestamp", "" + (1_767_000_000L + random.nextInt(9_000_000)));
        }
        if (random.nextInt(3) == 0) {
            attribute.put("first_seen", "2026-01-02T03:04:05.000000+00:00");
            attribute.put("last_seen", JsonNull.NULL);
        }
        if (random.nextInt(3) == 0) {
            attribute.put("object_relation", "x");
            attribute.put("deleted", JsonBoolean.FALSE);
        }
        return attribute.build();
    }

    private static void handled(JsonObject.Builder object, RandomGenerator random, int levels) {
        int level = random.nextInt(levels + 1);
        if (level < 6) {
            object.put(
                    "distribution",
                    random.nextBoolean() ? new JsonString("" + level) : JsonNumber.of(level));
        }
        if (level == 4) {
            object.put("sharing_group_id", "7");
            object.put(
                    "SharingGroup",
                    (JsonObject)
                            new JsonReader()
                                    .read(
                                            "{\"uuid\":\"%s\",\"name\":\"g\",\"SharingGroupOrg\":[{"
                                                            .formatted(uuid(random))
                                                    + "\"Organisation\":{\"uuid\":\"%s\"}}]}"
                                                            .formatted(uuid(random))));
        }
        if (random.nextInt(3) == 0) {
            List<Json> tags = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                tags.add(
                        JsonObject.builder()
                                .put("name", TAGS[random.nextInt(TAGS.length)])
                                .put("colour", "#ffffff")
                                .build());
            }
            object.put("Tag", new JsonArray(tags));
        }
    }
}
