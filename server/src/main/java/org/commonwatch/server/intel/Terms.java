package org.commonwatch.server.intel;

import org.commonwatch.access.BodyId;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.Tlp;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.util.List;

/**
 * How an owner wants an object handled, as it is kept: what it means is read from this whenever it
 * is asked.
 */
public record Terms(StixId owner, BodyId body, String dataClass, String priority, Said said) {
    /**
     * What is said about its use.
     *
     * @param markings as lines, such as {@code TLP:AMBER}
     * @param definitions marking definitions, as JSON exactly as they came
     * @param caveats in the form of a world's file
     */
    public record Said(List<String> markings, List<String> definitions, List<JsonObject> caveats) {
        /** Nothing. */
        public static final Said NOTHING = new Said(List.of(), List.of(), List.of());

        public Said {
            markings = List.copyOf(markings);
            definitions = List.copyOf(definitions);
            caveats = List.copyOf(caveats);
        }
    }

    /** Of an object that bears a level of the Traffic Light Protocol and nothing else. */
    public static Terms of(StixId owner, Tlp tlp, BodyId body) {
        var said = new Said(List.of(tlp.label()), List.of(), List.of());
        return new Terms(owner, body, Charter.INTELLIGENCE, "", said);
    }

    /** The one text of these terms. */
    public String text() {
        var text =
                JsonObject.builder()
                        .put("owner", owner.toString())
                        .put("body", body.name())
                        .put("class", dataClass);
        if (!priority.isEmpty()) {
            text.put("priority", priority);
        }
        texts(text, "markings", said.markings());
        texts(text, "definitions", said.definitions());
        if (!said.caveats().isEmpty()) {
            text.put("caveats", new JsonArray(List.<Json>copyOf(said.caveats())));
        }
        return text.build().toString();
    }

    private static void texts(JsonObject.Builder text, String name, List<String> values) {
        if (!values.isEmpty()) {
            text.put(name, new JsonArray(values.stream().<Json>map(JsonString::new).toList()));
        }
    }
}
