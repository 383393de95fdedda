package org.commonwatch.stix.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** What objects of a bundle must agree on. */
class BundleValidationTest {
    private static final String TOOL = "tool--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f";
    private static final String CREATOR =
            "\"created_by_ref\":\"identity--3f5d8c5e-0d0e-4f43-9a7f-6f4f0a1c2b3d\"";

    private static JsonObject object(String id, String modified, String more) {
        String type = id.substring(0, id.indexOf("--"));
        return read(
                """
                {"type":"%s","spec_version":"2.1","id":"%s","created":"2020-01-01T00:00:00.000Z",
                "modified":"%s","name":"n"%s}
                """
                        .formatted(type, id, modified, more.isEmpty() ? "" : "," + more));
    }

    private static JsonObject tool(int day, String more) {
        return object(TOOL, "2020-01-0" + day + "T00:00:00.000Z", more);
    }

    private static JsonObject read(String text) {
        return (JsonObject) new JsonReader().read(text);
    }

    private static List<String> found(JsonObject... objects) {
        BundleValidation bundle = new Validator(Options.USUAL).bundle();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < objects.length; i++) {
            findings.addAll(bundle.validate(objects[i], "objects[" + i + "]").findings());
        }
        findings.addAll(bundle.finish().findings());
        return findings.stream()
                .map(each -> each.path() + " " + each.rule().requirement() + each.rule().check())
                .toList();
    }

    @Test
    void versionsOfOneObjectInAnyOrderAreRight() {
        assertThat(found(tool(1, ""), tool(3, "\"description\":\"d\""), tool(2, ""))).isEmpty();
    }

    @Test
    void oneVersionSaysOneThing() {
        assertThat(found(tool(1, ""), tool(1, ""))).containsExactly("objects[1] duplicate-ids");
        assertThat(found(tool(1, ""), tool(1, "\"description\":\"d\"")))
                .containsExactly("objects[1].modified S094");
    }

    @Test
    void revocationIsFinalInAnyOrder() {
        assertThat(found(tool(1, ""), tool(2, "\"revoked\":true"))).isEmpty();
        assertThat(found(tool(2, "\"revoked\":true"), tool(1, ""))).isEmpty();
        assertThat(found(tool(2, "\"revoked\":true"), tool(3, "")))
                .containsExactly("objects[1].modified S096");
        assertThat(found(tool(3, ""), tool(2, "\"revoked\":true")))
                .containsExactly("objects[1].modified S096");
    }

    @Test
    void creatorAndTimeOfCreationStay() {
        JsonObject other =
                Trees.with(tool(2, CREATOR), "created", new JsonString("2019-01-01T00:00:00.000Z"));
        assertThat(found(tool(1, ""), other))
                .containsExactly("objects[1].created S065", "objects[1].created_by_ref S091");
    }

    @Test
    void oneCreatorUsesAUuidOnce() {
        JsonObject campaign =
                object(TOOL.replace("tool", "campaign"), "2020-01-01T00:00:00.000Z", CREATOR);
        assertThat(found(tool(1, CREATOR), campaign)).containsExactly("objects[1].id S023");
        assertThat(found(tool(1, ""), campaign)).isEmpty();
    }

    private static JsonObject marking(int name, int by) {
        return read(
                """
                {"type":"marking-definition","spec_version":"2.1","created":
                "2020-01-01T00:00:00.000Z","definition_type":"statement",
                "definition":{"statement":"s"},
                "id":"marking-definition--0000000%d-17d4-4cbf-938f-98ee46b3cd3f",
                "object_marking_refs":["marking-definition--0000000%d-17d4-4cbf-938f-98ee46b3cd3f"]}
                """
                        .formatted(name, by));
    }

    @Test
    void markingsDoNotMarkEachOtherInACircle() {
        assertThat(found(marking(1, 2), marking(2, 3))).isEmpty();
        assertThat(found(marking(1, 1))).containsExactly("objects[0].object_marking_refs S076");
        assertThat(found(marking(1, 2), marking(2, 3), marking(3, 1), marking(4, 1)))
                .containsExactlyInAnyOrder(
                        "objects[0].object_marking_refs S076",
                        "objects[1].object_marking_refs S076",
                        "objects[2].object_marking_refs S076");
    }

    private static JsonObject malware(int name, boolean family) {
        return object(
                "malware--0000000" + name + "-17d4-4cbf-938f-98ee46b3cd3f",
                "2020-01-01T00:00:00.000Z",
                "\"is_family\":" + family);
    }

    private static JsonObject variant(int source, int target) {
        return read(
                """
                {"type":"relationship","spec_version":"2.1","created":"2020-01-01T00:00:00.000Z",
                "modified":"2020-01-01T00:00:00.000Z","relationship_type":"variant-of",
                "id":"relationship--%1$d%2$d000000-17d4-4cbf-938f-98ee46b3cd3f",
                "source_ref":"malware--0000000%1$d-17d4-4cbf-938f-98ee46b3cd3f",
                "target_ref":"malware--0000000%2$d-17d4-4cbf-938f-98ee46b3cd3f"}
                """
                        .formatted(source, target));
    }

    @Test
    void anInstanceIsAVariantOfAFamilyAndNotTheReverse() {
        assertThat(found(malware(1, true), malware(2, false), variant(2, 1))).isEmpty();
        assertThat(found(variant(1, 2), malware(1, true), malware(2, false)))
                .containsExactly("objects[0].relationship_type S152");
        assertThat(found(variant(1, 2), malware(1, true))).isEmpty();
    }

    @Test
    void beyondTheLimitObjectsAreCheckedAloneAndThatIsSaid() {
        BundleValidation bundle =
                new BundleValidation(new Validator(Options.USUAL), Options.USUAL, 2);
        assertThat(bundle.validate(tool(1, ""), "0").findings()).isEmpty();
        assertThat(bundle.validate(tool(2, ""), "1").findings()).isEmpty();
        assertThat(bundle.finish().findings()).isEmpty();
        assertThat(bundle.validate(tool(3, ""), "2").findings()).isEmpty();
        assertThat(bundle.validate(tool(3, "\"lang\":7"), "3").findings()).hasSize(1);
        assertThat(bundle.finish().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.path()).isEqualTo("2"));
    }
}
