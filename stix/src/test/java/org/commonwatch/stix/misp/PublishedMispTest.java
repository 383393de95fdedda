package org.commonwatch.stix.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commonwatch.stix.misp.RoundTrip.everyMemberIsAccountedFor;
import static org.commonwatch.stix.misp.RoundTrip.misp;
import static org.commonwatch.stix.misp.RoundTrip.stix;
import static org.commonwatch.stix.misp.RoundTrip.uuid;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNull;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.misp.RoundTrip.Made;
import org.commonwatch.stix.validation.Options;
import org.commonwatch.stix.validation.Validator;
import org.commonwatch.testkit.Cases;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Events as servers publish them: with all that they have around what they say. */
class PublishedMispTest {
    private static final Path SAMPLES =
            Path.of(System.getProperty("house")).resolve("../shared/data/misp");
    private static final Validator VALIDATOR = new Validator(Options.USUAL);

    private static final String[][] VALUES = {
        {"Payload delivery", "malware-sample", "a b.exe|%032x"},
        {"Payload delivery", "filename|md5", "f%d|%1$032x"},
        {"Payload delivery", "filename|sha1", "|%040x"},
        {"Payload delivery", "attachment", "image %d.png"},
        {"Payload delivery", "email-subject", "\u65e5\u672c\u8a9e %d"},
        {"Payload delivery", "email-dst", "n%d@n.example"},
        {"Payload delivery", "ssdeep", "96:%d:a/b+c"},
        {"Payload delivery", "imphash", "%032x"},
        {"Artifacts dropped", "regkey|value", "HKCU\\Run\\%d|\"C:\\x.exe\" /q"},
        {"Artifacts dropped", "pdb", "c:\\%d.pdb"},
        {"Network activity", "ip-src|port", "198.18.0.1|%d"},
        {"Network activity", "hostname|port", "n.example|%d"},
        {"Network activity", "domain|ip", "n%d.example|2001:db8::1"},
        {"Network activity", "uri", "/a?b=%d"},
        {"Network activity", "user-agent", "Agent/%d (X)"},
        {"Network activity", "snort", "alert tcp any any -> any any (msg:\"a;b\"; sid:%d;)"},
        {"Network activity", "ip-dst", "198.18.000.%d"},
        {"Network activity", "ip-dst", "198[.]18[.]0[.]%d"},
        {"Network activity", "domain", " n%d.example "},
        {"Network activity", "domain", "n%d.example."},
        {"Network activity", "url", "http://n%d.example/\u00e9?a='b'\\c"},
        {"Network activity", "sha256", "not a digest %d"},
        {"External analysis", "link", "https://www.example/%d"},
        {"External analysis", "text", "one\r\ntwo\t%d"},
        {"External analysis", "counter", "%d"},
        {"Attribution", "threat-actor", "Actor %d"},
        {"Other", "datetime", "2026-01-01T00:00:%02d.000000+0100"},
        {"Other", "boolean", "1"},
        {"Other", "made-up-type", "%d"},
        {"Other", "comment", ""}
    };

    @Test
    void anEventWithAllThatIsAroundItComesBackAsItWas() {
        Cases.check(
                300,
                random -> {
                    JsonObject event = event(random);
                    comesBack(event);
                });
    }

    @Test
    void whatHasNoUuidOfItsOwnComesBackToo() {
        comesBack(
                (JsonObject)
                        new JsonReader()
                                .read(
                                        """
                                        {"Event":{"Object":[{"Attribute":[{"Tag":[{"name":"t"}],
                                        "category":"Payload delivery","object_relation":"filename",
                                        "to_ids":true,"type":"filename","value":"f.exe"}],
                                        "ObjectReference":[{"comment":"c","object_uuid":"a",
                                        "referenced_uuid":"b","relationship_type":"drops"}],
                                        "meta-category":"file","name":"file","uuid":"a"},
                                        {"Attribute":[{"category":"External analysis",
                                        "object_relation":"url","to_ids":true,"type":"url",
                                        "value":"https://www.example"}],
                                        "meta-category":"network","name":"url","uuid":"b"}],
                                        "Attribute":[{"type":"domain","category":"Network activity",
                                        "value":"n.example","to_ids":true}]}}
                                        """));
    }

    @Test
    void publishedEventsComeBackAsTheyWere() throws IOException {
        assumeTrue(Files.isDirectory(SAMPLES), "the samples are not there");
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            for (Path each : files.filter(file -> file.toString().endsWith(".json")).toList()) {
                Json json = new JsonReader().read(Files.readAllBytes(each));
                if (json instanceof JsonObject object && object.get("Event") != null) {
                    comesBack(object);
                } else if (json instanceof JsonObject object
                        && object.get("response") instanceof JsonArray events) {
                    events.items().forEach(event -> comesBack((JsonObject) event));
                }
            }
        }
    }

    private static void comesBack(JsonObject event) {
        Made made = stix(event);
        List<Account> back = new ArrayList<>();
        JsonObject again = misp(made.stix(), back);
        same("", sorted(again), sorted(event));
        assertThat(back).allMatch(each -> each.members().lost().isEmpty());
        everyMemberIsAccountedFor(event, made.accounts());
        for (StixObject object : made.stix()) {
            var report = VALIDATOR.validate(object.properties());
            assertThat(report.isValid()).as(object.text() + report.findings()).isTrue();
        }
    }

    private static void same(String path, Json found, Json expected) {
        if (found instanceof JsonObject one && expected instanceof JsonObject other) {
            assertThat(String.join(" ", one.names()))
                    .as(path)
                    .isEqualTo(String.join(" ", other.names()));
            other.forEach((name, value) ->
                    same(path + "." + name, Objects.requireNonNull(one.get(name)), value));
        } else if (found instanceof JsonArray one && expected instanceof JsonArray other) {
            assertThat(one.items()).as(path).hasSameSizeAs(other.items());
            for (int i = 0; i < one.items().size(); i++) {
                same(path + "[" + i + "]", one.items().get(i), other.items().get(i));
            }
        } else {
            assertThat(found).as(path).isEqualTo(expected);
        }
    }

    // Lists that there need not be are there as empty ones.
    private static JsonObject sorted(JsonObject wrapped) {
        JsonObject event = RoundTrip.inside(wrapped);
        JsonObject.Builder sorted = JsonObject.builder();
        event.names().stream()
                .sorted()
                .filter(each -> !JsonArray.EMPTY.equals(event.get(each)))
                .forEach(each -> sorted.put(each, Objects.requireNonNull(event.get(each))));
        return sorted.build();
    }

    private static JsonObject event(RandomGenerator random) {
        JsonObject.Builder event =
                JsonObject.builder()
                        .put("id", JsonNumber.of(random.nextInt(9_999)))
                        .put("orgc_id", "2")
                        .put("date", random.nextInt(9) == 0 ? "" : "2026-01-31")
                        .put("info", "caf\u00e9 \u65e5\u672c: it's\r\n\"x\" \\")
                        .put("published", JsonBoolean.TRUE)
                        .put("uuid", uuid(random))
                        .put("attribute_count", "7")
                        .put("timestamp", JsonNumber.of(1_767_225_600L))
                        .put("publish_timestamp", "0")
                        .put("distribution", "" + random.nextInt(4))
                        .put("sharing_group_id", "0")
                        .put("proposal_email_lock", JsonBoolean.FALSE)
                        .put("extends_uuid", uuid(random))
                        .put("protected", JsonNull.NULL)
                        .put("event_creator_email", "someone@n.example")
                        .put("Org", organisation(random))
                        .put("Orgc", organisation(random))
                        .put("SharingGroup", JsonArray.EMPTY)
                        .put("ShadowAttribute", list(random, PublishedMispTest::proposal))
                        .put("RelatedEvent", list(random, PublishedMispTest::related))
                        .put("Galaxy", list(random, PublishedMispTest::galaxy))
                        .put("EventReport", list(random, PublishedMispTest::report))
                        .put("CryptographicKey", JsonArray.EMPTY)
                        .put("Tag", list(random, PublishedMispTest::tag));
        List<Json> attributes = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            attributes.add(attribute(random));
            if (random.nextInt(6) == 0) {
                // The same said twice.
                attributes.add(
                        StixObjects.with(
                                (JsonObject) attributes.getLast(),
                                "uuid",
                                new JsonString(uuid(random))));
            }
        }
        event.put("Attribute", new JsonArray(attributes));
        event.put("Object", list(random, PublishedMispTest::object));
        return JsonObject.builder().put("Event", event.build()).build();
    }

    /** Makes one of several. */
    private interface Maker {
        Json make(RandomGenerator random);
    }

    private static JsonArray list(RandomGenerator random, Maker maker) {
        List<Json> all = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            all.add(maker.make(random));
        }
        return new JsonArray(all);
    }

    private static JsonObject organisation(RandomGenerator random) {
        return JsonObject.builder()
                .put("id", "1")
                .put("name", "ORG " + random.nextInt(9))
                .put("uuid", uuid(random))
                .put("local", JsonBoolean.of(random.nextBoolean()))
                .build();
    }

    private static JsonObject tag(RandomGenerator random) {
        String[] names = {
            "tlp:clear",
            "tlp:amber",
            "osint:lifetime=\"perpetual\"",
            "osint:certainty=\"50\"",
            "misp-galaxy:tool=\"X-\u00c5gent (a, b)\"",
            "type:OSINT",
            "estimative-language:likelihood-probability=\"very-likely\"",
            "a tag of one's own",
            "PAP:CLEAR"
        };
        return JsonObject.builder()
                .put("id", "" + random.nextInt(99))
                .put("name", names[random.nextInt(names.length)])
                .put("colour", "#00223b")
                .put("exportable", JsonBoolean.TRUE)
                .put("user_id", "0")
                .put("hide_tag", JsonBoolean.FALSE)
                .put("numerical_value", JsonNull.NULL)
                .put("is_galaxy", JsonBoolean.FALSE)
                .put("local", JsonNumber.of(random.nextInt(2)))
                .put("relationship_type", "")
                .build();
    }

    private static JsonObject galaxy(RandomGenerator random) {
        JsonObject cluster =
                JsonObject.builder()
                        .put("uuid", uuid(random))
                        .put("type", "threat-actor")
                        .put("value", "Actor " + random.nextInt(9))
                        .put("tag_name", "misp-galaxy:threat-actor=\"Actor\"")
                        .put("description", "words\n\nand words")
                        .put("authors", new JsonReader().read("[\"A\",\"B\"]"))
                        .put("meta", new JsonReader().read("{\"synonyms\":[\"x\"],\"n\":[[1]]}"))
                        .build();
        return JsonObject.builder()
                .put("id", "366")
                .put("name", "Threat Actor")
                .put("GalaxyCluster", new JsonArray(List.of(cluster)))
                .build();
    }

    private static JsonObject proposal(RandomGenerator random) {
        return JsonObject.builder()
                .put("uuid", uuid(random))
                .put("type", "filename")
                .put("value", "baz.jpg")
                .put("proposal_to_delete", JsonBoolean.of(random.nextBoolean()))
                .build();
    }

    // Another event within, which is none of its own.
    private static JsonObject related(RandomGenerator random) {
        JsonObject inner =
                JsonObject.builder()
                        .put("id", "9")
                        .put("uuid", uuid(random))
                        .put("info", "another")
                        .put("Org", organisation(random))
                        .put("Attribute", new JsonArray(List.of(proposal(random))))
                        .build();
        return JsonObject.builder().put("Event", inner).build();
    }

    private static JsonObject report(RandomGenerator random) {
        return JsonObject.builder()
                .put("uuid", uuid(random))
                .put("name", "a report")
                .put("content", "# Head\n@[attribute](x)")
                .put("deleted", JsonBoolean.FALSE)
                .build();
    }

    private static JsonObject sighting(RandomGenerator random) {
        return JsonObject.builder()
                .put("uuid", uuid(random))
                .put("date_sighting", "1767225600")
                .put("type", "" + random.nextInt(3))
                .put("Organisation", organisation(random))
                .build();
    }

    private static JsonObject object(RandomGenerator random) {
        JsonObject reference =
                JsonObject.builder()
                        .put("uuid", uuid(random))
                        .put("referenced_uuid", uuid(random))
                        .put("relationship_type", "contains")
                        .put("Attribute", proposal(random))
                        .build();
        List<Json> attributes = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            attributes.add(
                    StixObjects.with(attribute(random), "object_relation", new JsonString("name")));
        }
        return JsonObject.builder()
                .put("id", "1")
                .put("uuid", uuid(random))
                .put("name", "http-request")
                .put("meta-category", "network")
                .put("template_uuid", uuid(random))
                .put("template_version", "1")
                .put("timestamp", "1767225600")
                .put("distribution", "5")
                .put("sharing_group_id", "0")
                .put("deleted", JsonBoolean.of(random.nextInt(5) == 0))
                .put("first_seen", JsonNull.NULL)
                .put("ObjectReference", new JsonArray(List.of(reference)))
                .put("Attribute", new JsonArray(attributes))
                .build();
    }

    private static JsonObject attribute(RandomGenerator random) {
        String[] of = VALUES[random.nextInt(VALUES.length)];
        JsonObject.Builder attribute =
                JsonObject.builder()
                        .put("id", "1188757")
                        .put("type", of[1])
                        .put("category", of[0])
                        .put("to_ids", JsonBoolean.of(random.nextBoolean()))
                        .put("uuid", uuid(random))
                        .put("event_id", "9747")
                        .put("distribution", "5")
                        .put("timestamp", "1767225601")
                        .put("comment", "\u00e9\r\n")
                        .put("sharing_group_id", "0")
                        .put("deleted", JsonBoolean.of(random.nextInt(6) == 0))
                        .put("disable_correlation", JsonBoolean.FALSE)
                        .put("object_id", "0")
                        .put("first_seen", JsonNull.NULL)
                        .put("value", of[2].formatted(random.nextInt(250)))
                        .put("Galaxy", list(random, PublishedMispTest::galaxy))
                        .put("ShadowAttribute", list(random, PublishedMispTest::proposal))
                        .put("Sighting", list(random, PublishedMispTest::sighting))
                        .put("Tag", list(random, PublishedMispTest::tag));
        if (of[1].equals("attachment") || of[1].equals("malware-sample")) {
            attribute.put("data", "UEsDBAoACQAAAA==");
        }
        return attribute.build();
    }
}
