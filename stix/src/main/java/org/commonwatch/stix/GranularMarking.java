package org.commonwatch.stix;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A marking or a language of some parts of an object (STIX 2.1 §7.2.3): one of both.
 *
 * @param marking the marking definition, or null where a language is told
 * @param lang the language (RFC 5646), or null where a marking is told
 * @param selectors which parts, such as {@code external_references.[0].url}
 */
public record GranularMarking(
        @Nullable StixId marking, @Nullable String lang, List<String> selectors) {
    public GranularMarking {
        if ((marking == null) == (lang == null) || selectors.isEmpty()) {
            throw new IllegalArgumentException("either a marking or a language, of something");
        }
        selectors = List.copyOf(selectors);
    }

    static GranularMarking of(StixObject object, Json json) {
        if (json instanceof JsonObject marking
                && marking.get("selectors") instanceof JsonArray selectors
                && !selectors.items().isEmpty()
                && selectors.items().stream().allMatch(JsonString.class::isInstance)) {
            Json ref = marking.get("marking_ref");
            Json lang = marking.get("lang");
            if (ref instanceof JsonString id && lang == null) {
                return new GranularMarking(StixId.parse(id.value()), null, texts(selectors));
            }
            if (lang instanceof JsonString tag && ref == null) {
                return new GranularMarking(null, tag.value(), texts(selectors));
            }
        }
        throw new RefusedException(
                new Refusal.NotAsSpecified(
                        object.id(),
                        "granular_markings",
                        "a list of selectors with either a marking_ref or a lang each"));
    }

    private static List<String> texts(JsonArray array) {
        return array.items().stream().map(item -> ((JsonString) item).value()).toList();
    }
}
