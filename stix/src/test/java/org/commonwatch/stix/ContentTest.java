package org.commonwatch.stix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

class ContentTest {
    private static final String UUID = "4d1f0b5c-8a39-4a34-9d0c-0a3a1c1b7d11";
    private static final StixId TOOL = StixId.parse("tool--" + UUID);
    private static final StixTime TIME = StixTime.parse("2018-11-24T08:00:00.5Z");

    @Test
    void whatIsAskedForIsReadOfEachType() {
        assertThat(
                        content(
                                "indicator",
                                "\"pattern\":\"[a:b=1]\",\"pattern_type\":\"stix\","
                                        + "\"valid_from\":T"))
                .isEqualTo(new Content.Indicator("[a:b=1]", "stix", TIME, null));
        assertThat(content("identity", "\"name\":\"a\",\"identity_class\":\"group\""))
                .isEqualTo(new Content.Identity("a", "group"));
        assertThat(
                        content(
                                "observed-data",
                                "\"first_observed\":T,\"last_observed\":T,\"number_observed\":7,"
                                        + "\"object_refs\":[R]"))
                .isEqualTo(new Content.ObservedData(TIME, TIME, 7, List.of(TOOL), null));
        assertThat(content("report", "\"name\":\"a\",\"published\":T,\"object_refs\":[R]"))
                .isEqualTo(new Content.Report("a", TIME, List.of(TOOL)));
        assertThat(content("grouping", "\"context\":\"a\",\"object_refs\":[R]"))
                .isEqualTo(new Content.Grouping("a", List.of(TOOL)));
        assertThat(content("note", "\"content\":\"a\",\"object_refs\":[R]"))
                .isEqualTo(new Content.Note("a", List.of(TOOL)));
        assertThat(content("opinion", "\"opinion\":\"agree\",\"object_refs\":[R,R]"))
                .isEqualTo(new Content.Opinion("agree", List.of(TOOL, TOOL)));
        assertThat(
                        content(
                                "relationship",
                                "\"relationship_type\":\"uses\",\"source_ref\":R,\"target_ref\":R"))
                .isEqualTo(new Content.Relationship("uses", TOOL, TOOL));
        assertThat(content("sighting", "\"sighting_of_ref\":R,\"count\":0,\"summary\":true"))
                .isEqualTo(new Content.Sighting(TOOL, 0L, List.of(), List.of(), true));
        assertThat(content("sighting", "\"sighting_of_ref\":R,\"where_sighted_refs\":[R]"))
                .isEqualTo(new Content.Sighting(TOOL, null, List.of(), List.of(TOOL), false));
        assertThat(
                        content(
                                "language-content",
                                "\"object_ref\":R,\"object_modified\":T,"
                                        + "\"contents\":{\"de\":\"x\"}"))
                .isEqualTo(
                        new Content.LanguageContent(
                                TOOL,
                                TIME,
                                JsonObject.builder().put("de", new JsonString("x")).build()));
        assertThat(
                        content(
                                "extension-definition",
                                "\"name\":\"a\",\"schema\":\"b\",\"version\":\"1.0.0\","
                                        + "\"extension_types\":[\"new-sco\"]"))
                .isEqualTo(new Content.ExtensionDefinition("a", "b", "1.0.0", List.of("new-sco")));
        assertThat(content("tool", "\"name\":\"a\"")).isEqualTo(new Content.Other());
        assertThat(content("x-own", "\"name\":\"a\"")).isEqualTo(new Content.Other());
    }

    @Test
    void officialMarkingsOfBothVersionsOfTlpAreKnown() {
        assertThat(content("marking-definition", "\"definition\":{\"statement\":\"mine\"}"))
                .isEqualTo(new Content.Marking(null, "mine"));
        for (Tlp level : Tlp.values()) {
            assertThat(Tlp.ofMarking(level.marking())).contains(level);
        }
        var first = StixId.parse("marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9");
        assertThat(Tlp.ofMarking(first)).contains(Tlp.CLEAR);
        assertThat(Tlp.ofMarking(new StixId("tool", first.uuid()))).isEmpty();
        StixObject marking =
                StixObject.of(
                        JsonObject.builder()
                                .put("type", "marking-definition")
                                .put("id", first.toString())
                                .build());
        assertThat(Content.of(marking)).isEqualTo(new Content.Marking(Tlp.CLEAR, null));
    }

    @Test
    void whatIsMissingOrOtherwiseIsRefusedByName() {
        refused("indicator", "\"pattern\":1", "pattern of indicator--" + UUID + " is not a string");
        refused("identity", "\"name\":\"a\",\"identity_class\":7", "identity_class");
        refused("report", "\"name\":\"a\",\"published\":\"2018\"", "published");
        refused("grouping", "\"context\":\"a\",\"object_refs\":[]", "object_refs");
        refused("grouping", "\"context\":\"a\",\"object_refs\":[\"x\"]", "a list of identifiers");
        refused("relationship", "\"relationship_type\":\"a\",\"source_ref\":1", "an identifier");
        refused("sighting", "\"sighting_of_ref\":R,\"count\":1.5", "a whole number");
        refused("language-content", "\"object_ref\":R,\"contents\":[]", "an object");
        refused(
                "extension-definition",
                "\"name\":\"a\",\"schema\":\"b\",\"version\":\"c\",\"extension_types\":[1]",
                "a list of strings");
    }

    /** STIX 2.1 has so many types of each sort. */
    @Test
    void allTypesOfTheStandardAreKnownByTheirNames() {
        assertThat(ofCategory(ObjectType.Category.DOMAIN)).isEqualTo(19);
        assertThat(ofCategory(ObjectType.Category.RELATIONSHIP)).isEqualTo(2);
        assertThat(ofCategory(ObjectType.Category.OBSERVABLE)).isEqualTo(18);
        assertThat(ofCategory(ObjectType.Category.META)).isEqualTo(3);
        for (ObjectType type : ObjectType.values()) {
            assertThat(ObjectType.of(type.label())).isEqualTo(type);
            assertThat(type.name().replace('_', '-')).isEqualToIgnoringCase(type.label());
        }
        assertThat(ObjectType.of("x-own")).isNull();
    }

    private static long ofCategory(ObjectType.Category category) {
        return List.of(ObjectType.values()).stream()
                .filter(type -> type.category() == category)
                .count();
    }

    private static Content content(String type, String members) {
        String text =
                "{\"type\":\"" + type + "\",\"id\":\"" + type + "--" + UUID + "\"," + members + "}";
        String whole =
                text.replace(":T", ":\"" + TIME + "\"")
                        .replace(":R", ":\"" + TOOL + "\"")
                        .replace("[R", "[\"" + TOOL + "\"")
                        .replace(",R", ",\"" + TOOL + "\"");
        return Content.of(StixObject.read(whole.getBytes(StandardCharsets.UTF_8)));
    }

    private static void refused(String type, String members, String message) {
        assertThatThrownBy(() -> content(type, members))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(message);
    }
}
