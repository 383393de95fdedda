package org.commonwatch.stix.validation;

import org.commonwatch.stix.Tlp;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Markings of objects and of parts of them, and the definitions of markings (§7.2). */
final class Markings {
    /** A path in an object, its components separated by stops (§7.2.3.1). */
    static final ValueType SELECTOR =
            new ValueType.Format(
                    Markings::isSelector,
                    Rule.must("S406", "7.2.3.1"),
                    "is not a selector",
                    "write names and [n] with stops between, such as labels.[0]");

    private static final Rule PRESENT = Rule.must("S407", "7.2.3.1");
    private static final Rule CIRCULAR = Rule.must("S076", "3.2");
    private static final Rule DEFINITION_TYPE = Rule.must("S391", "7.2.1");
    private static final Rule DEFINITION = Rule.must("S393", "7.2.1");
    private static final Rule KNOWN_TYPE = Rule.should("marking-definition-type", "S389", "7.2.1");
    private static final Rule STATEMENT = Rule.must("S547", "7.2.1.3");
    private static final Rule TLP_1 = Rule.must("S397", "7.2.1.4");
    private static final Rule TLP_2 = Rule.should("tlp-2", "", "7.2.1.4");
    private static final String TLP_2_EXTENSION =
            "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

    /** The only markings of TLP 1 that there are. */
    private static final Map<String, JsonObject> OFFICIAL =
            Map.of(
                    "white", official("white", "613f2e26-407d-48c7-9eca-b8e91df99dc9"),
                    "green", official("green", "34098fce-860f-48ae-8e50-ebd3cc5e41da"),
                    "amber", official("amber", "f88d31f6-486f-44da-b317-01333bde0b82"),
                    "red", official("red", "5e57c739-391a-4eb3-b6be-7d15ca92d5ed"));

    private Markings() {}

    private static JsonObject official(String level, String uuid) {
        return JsonObject.builder()
                .put("type", "marking-definition")
                .put("spec_version", "2.1")
                .put("id", "marking-definition--" + uuid)
                .put("created", "2017-01-20T00:00:00.000Z")
                .put("definition_type", "tlp")
                .put("name", "TLP:" + level.toUpperCase(Locale.ROOT))
                .put("definition", JsonObject.builder().put("tlp", level).build())
                .build();
    }

    private static boolean isSelector(String text) {
        String[] components = text.split("\\.", -1);
        for (int i = 0; i < components.length; i++) {
            boolean right =
                    i == 0
                            ? components[0].equals("id") || Formats.isPropertyName(components[0])
                            : Formats.isKey(components[i]) || index(components[i]) >= 0;
            if (!right) {
                return false;
            }
        }
        return true;
    }

    // The number in brackets, or -1 if it is none.
    private static int index(String component) {
        int length = component.length();
        if (length < 3
                || length > 11
                || component.charAt(0) != '['
                || component.charAt(length - 1) != ']') {
            return -1;
        }
        int index = 0;
        for (int i = 1; i < length - 1; i++) {
            if (!Formats.isDigit(component.charAt(i))) {
                return -1;
            }
            index = index * 10 + component.charAt(i) - '0';
        }
        return Math.max(index, 0);
    }

    /** Whether granular markings select what is there. */
    static void checkSelectors(JsonObject object, Walk walk) {
        if (!(object.get("granular_markings") instanceof JsonArray markings)) {
            return;
        }
        walk.enter("granular_markings");
        for (int i = 0; i < markings.items().size(); i++) {
            if (markings.items().get(i) instanceof JsonObject marking
                    && marking.get("selectors") instanceof JsonArray selectors) {
                walk.enter(i);
                walk.enter("selectors");
                checkSelectors(selectors.items(), object, walk);
                walk.leave();
                walk.leave();
            }
        }
        walk.leave();
    }

    private static void checkSelectors(List<Json> selectors, JsonObject object, Walk walk) {
        for (int i = 0; i < selectors.size(); i++) {
            if (selectors.get(i) instanceof JsonString selector
                    && isSelector(selector.value())
                    && !selects(selector.value(), object)) {
                walk.enter(i);
                walk.report(
                        PRESENT,
                        selector,
                        "selects nothing that the object has",
                        "correct it, or leave it out");
                walk.leave();
            }
        }
    }

    private static boolean selects(String selector, JsonObject object) {
        Json at = object;
        for (String component : selector.split("\\.", -1)) {
            Json next = null;
            if (at instanceof JsonObject members) {
                next = members.get(component);
            } else if (at instanceof JsonArray array) {
                int index = index(component);
                next = index >= 0 && index < array.items().size() ? array.items().get(index) : null;
            }
            if (next == null) {
                return false;
            }
            at = next;
        }
        return true;
    }

    /** What a marking definition has to have. */
    static void checkDefinition(JsonObject object, Walk walk) {
        checkCircle(object, walk);
        if (object.get("extensions") instanceof JsonObject extensions) {
            checkTlp2(object, extensions, walk);
        } else {
            if (object.get("definition_type") == null) {
                walk.reportAt(
                        "definition_type",
                        DEFINITION_TYPE,
                        "there is no definition_type",
                        "add it");
            }
            if (object.get("definition") == null) {
                walk.reportAt("definition", DEFINITION, "there is no definition", "add it");
            }
        }
        if (!(object.get("definition_type") instanceof JsonString type)) {
            return; // missing, or reported
        }
        switch (type.value()) {
            case "statement" -> checkStatement(object, walk);
            case "tlp" -> checkTlp1(object, walk);
            default ->
                    walk.reportAt(
                            "definition_type",
                            KNOWN_TYPE,
                            Walk.excerpt(type) + " is neither statement nor tlp",
                            "define the marking by an extension");
        }
    }

    private static void checkStatement(JsonObject object, Walk walk) {
        if (object.get("definition") instanceof JsonObject definition
                && !(definition.get("statement") instanceof JsonString)) {
            walk.reportAt("definition", STATEMENT, "there is no statement", "add it as a string");
        }
    }

    private static void checkTlp1(JsonObject object, Walk walk) {
        boolean official =
                object.get("definition") instanceof JsonObject definition
                        && definition.get("tlp") instanceof JsonString level
                        && object.equals(OFFICIAL.get(level.value()));
        if (!official) {
            walk.report(
                    TLP_1,
                    "this is not one of the four markings of TLP that the standard defines",
                    "take the standard's own, word for word, or refer to its id alone");
        }
    }

    private static void checkTlp2(JsonObject object, JsonObject extensions, Walk walk) {
        if (!(extensions.get(TLP_2_EXTENSION) instanceof JsonObject extension)
                || !(extension.get("tlp_2_0") instanceof JsonString level)) {
            return;
        }
        for (Tlp tlp : Tlp.values()) {
            if (tlp.label().equalsIgnoreCase("TLP:" + level.value())
                    && Identity.is(object, "id", tlp.marking().toString())) {
                return;
            }
        }
        walk.report(
                TLP_2,
                Walk.excerpt(level) + " is not what the marking with this id says",
                "take the official marking of TLP 2.0, or refer to its id alone");
    }

    private static void checkCircle(JsonObject object, Walk walk) {
        if (!(object.get("id") instanceof JsonString id)) {
            return;
        }
        if (object.get("object_marking_refs") instanceof JsonArray refs
                && refs.items().contains(id)) {
            walk.reportAt(
                    "object_marking_refs", CIRCULAR, "the marking marks itself", "leave it out");
        }
        if (object.get("granular_markings") instanceof JsonArray markings) {
            for (Json item : markings.items()) {
                if (item instanceof JsonObject marking
                        && Identity.is(marking, "marking_ref", id.value())) {
                    walk.reportAt(
                            "granular_markings",
                            CIRCULAR,
                            "the marking marks itself",
                            "leave it out");
                }
            }
        }
    }
}
