package org.commonwatch.stix;

import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What an object says, beyond what all objects say, for the types whose properties somebody here
 * asks for. What a type requires is there; everything else of the object is in its properties.
 */
public sealed interface Content {
    /** A pattern of what indicates an attack (STIX 2.1 §4.7). */
    record Indicator(
            String pattern, String patternType, StixTime validFrom, @Nullable StixTime validUntil)
            implements Content {}

    /** Who or what something is (STIX 2.1 §4.5). */
    record Identity(String name, @Nullable String identityClass) implements Content {}

    /**
     * What was observed (STIX 2.1 §4.14).
     *
     * @param objects the observables by number, in the deprecated form of STIX 2.0 (§2.13)
     */
    record ObservedData(
            StixTime first,
            StixTime last,
            long times,
            List<StixId> objectRefs,
            @Nullable JsonObject objects)
            implements Content {}

    /** A published report (STIX 2.1 §4.16), and what it is about. */
    record Report(String name, StixTime published, List<StixId> objectRefs) implements Content {}

    /** Objects that share a context (STIX 2.1 §4.4). */
    record Grouping(String context, List<StixId> objectRefs) implements Content {}

    /** A remark on other objects (STIX 2.1 §4.13). */
    record Note(String text, List<StixId> objectRefs) implements Content {}

    /** An assessment of other objects' correctness (STIX 2.1 §4.15). */
    record Opinion(String opinion, List<StixId> objectRefs) implements Content {}

    /** How one object relates to another (STIX 2.1 §5.1). */
    record Relationship(String relationship, StixId source, StixId target) implements Content {}

    /**
     * That something was seen (STIX 2.1 §5.2).
     *
     * @param count how often, if that is told
     */
    record Sighting(
            StixId of,
            @Nullable Long count,
            List<StixId> observedData,
            List<StixId> where,
            boolean summary)
            implements Content {}

    /**
     * How marked content may be used (STIX 2.1 §7.2.1).
     *
     * @param tlp the level, if it is one of the official markings of TLP 1 or 2
     * @param statement what it says, if it is a statement
     */
    record Marking(@Nullable Tlp tlp, @Nullable String statement) implements Content {}

    /** Translations of another object (STIX 2.1 §7.1): its properties by language. */
    record LanguageContent(StixId of, @Nullable StixTime modified, JsonObject contents)
            implements Content {}

    /** What an extension adds (STIX 2.1 §7.3). */
    record ExtensionDefinition(String name, String schema, String version, List<String> types)
            implements Content {}

    /** What nobody here asks for. */
    record Other() implements Content {}

    /**
     * Reads what the object says; throws {@link RefusedException} if a property that its type
     * requires is missing, or one that is asked for is not what it must be.
     */
    static Content of(StixObject object) {
        ObjectType type = object.type();
        if (type == null) {
            return new Other();
        }
        var of = new PropertyReading(object);
        return switch (type) {
            case INDICATOR ->
                    new Indicator(
                            of.text("pattern"),
                            of.text("pattern_type"),
                            of.time("valid_from"),
                            of.optionalTime("valid_until"));
            case IDENTITY -> new Identity(of.text("name"), of.optionalText("identity_class"));
            case OBSERVED_DATA ->
                    new ObservedData(
                            of.time("first_observed"),
                            of.time("last_observed"),
                            of.number("number_observed"),
                            of.optionalIds("object_refs"),
                            of.optionalObject("objects"));
            case REPORT -> new Report(of.text("name"), of.time("published"), of.ids("object_refs"));
            case GROUPING -> new Grouping(of.text("context"), of.ids("object_refs"));
            case NOTE -> new Note(of.text("content"), of.ids("object_refs"));
            case OPINION -> new Opinion(of.text("opinion"), of.ids("object_refs"));
            case RELATIONSHIP ->
                    new Relationship(
                            of.text("relationship_type"), of.id("source_ref"), of.id("target_ref"));
            case SIGHTING ->
                    new Sighting(
                            of.id("sighting_of_ref"),
                            of.optionalNumber("count"),
                            of.optionalIds("observed_data_refs"),
                            of.optionalIds("where_sighted_refs"),
                            object.properties().get("summary") == JsonBoolean.TRUE);
            case MARKING_DEFINITION -> marking(object);
            case LANGUAGE_CONTENT ->
                    new LanguageContent(
                            of.id("object_ref"),
                            of.optionalTime("object_modified"),
                            of.object("contents"));
            case EXTENSION_DEFINITION ->
                    new ExtensionDefinition(
                            of.text("name"),
                            of.text("schema"),
                            of.text("version"),
                            of.texts("extension_types"));
            default -> new Other();
        };
    }

    private static Marking marking(StixObject object) {
        @Nullable String statement =
                object.properties().get("definition") instanceof JsonObject definition
                                && definition.get("statement") instanceof JsonString text
                        ? text.value()
                        : null;
        return new Marking(Tlp.ofMarking(object.id()).orElse(null), statement);
    }
}
