package org.commonwatch.stix;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonPrinter;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One version of a STIX object, whoever made it: all its properties, known or not, and the exact
 * bytes it came in or goes out with.
 *
 * <p>That it exists means that it can be told from others: it has an id of its type, and times that
 * are times. Whether it is all that STIX 2.1 demands of it is a validator's matter.
 *
 * <p>Equal are objects of the same bytes.
 */
public final class StixObject {
    /**
     * By id, then from the oldest version to the newest, then by content, so that only objects of
     * one text have one place.
     */
    public static final Comparator<StixObject> ORDER =
            Comparator.comparing(StixObject::id)
                    .thenComparing(
                            StixObject::versionOrNull,
                            Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparing(StixObject::text);

    private final StixId id;
    private final JsonObject properties;
    private final byte[] bytes;

    private StixObject(JsonObject properties, byte[] bytes) {
        this.properties = properties;
        this.bytes = bytes;
        this.id = idOf(properties);
        optionalTime("created");
        optionalTime("modified");
    }

    /**
     * Reads an object of UTF-8. Throws {@link RefusedException} if the text is no JSON object, or
     * its {@code type}, {@code id}, {@code created} or {@code modified} are not what they must be.
     */
    public static StixObject read(byte[] bytes) {
        return of(new JsonReader().read(bytes), bytes);
    }

    /**
     * The object whose JSON was read from the bytes, which are copied; throws {@link
     * RefusedException} as above.
     */
    public static StixObject of(Json json, byte[] bytes) {
        if (!(json instanceof JsonObject properties)) {
            throw new RefusedException(new Refusal.NotAnObject(json.toString()));
        }
        return new StixObject(properties, bytes.clone());
    }

    /** An object of ours, written in the order of the properties. */
    public static StixObject of(JsonObject properties) {
        byte[] bytes = JsonPrinter.compact(properties).getBytes(StandardCharsets.UTF_8);
        return new StixObject(properties, bytes);
    }

    private static StixId idOf(JsonObject properties) {
        Json written = properties.get("id");
        Json type = properties.get("type");
        if (!(type instanceof JsonString label)) {
            throw new RefusedException(new Refusal.LacksType(printed(type)));
        }
        if (!(written instanceof JsonString text)) {
            throw new RefusedException(new Refusal.NotAnId(printed(written)));
        }
        StixId id = StixId.parse(text.value());
        if (!id.type().equals(label.value())) {
            throw new RefusedException(new Refusal.IdOfAnotherType(label.value(), id));
        }
        return id;
    }

    private static String printed(@Nullable Json value) {
        return value == null ? "" : value.toString();
    }

    /** Its name, shared by all its versions. */
    public StixId id() {
        return id;
    }

    /** What is defined about its type, or null if STIX 2.1 does not define it. */
    public @Nullable ObjectType type() {
        return ObjectType.of(id.type());
    }

    /** All properties, in the order written. */
    public JsonObject properties() {
        return properties;
    }

    /** A copy of the bytes it came in or goes out with. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes as text. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** When its first version was made. */
    public Optional<StixTime> created() {
        return Optional.ofNullable(optionalTime("created"));
    }

    /** When this version was made. */
    public Optional<StixTime> modified() {
        return Optional.ofNullable(optionalTime("modified"));
    }

    /**
     * What tells its versions apart (STIX 2.1 §3.6, TAXII 2.1 §3.4): when it was modified, else
     * created. Empty for what has neither, as most observables.
     */
    public Optional<StixTime> version() {
        return Optional.ofNullable(versionOrNull());
    }

    private @Nullable StixTime versionOrNull() {
        StixTime modified = optionalTime("modified");
        return modified == null ? optionalTime("created") : modified;
    }

    private @Nullable StixTime optionalTime(String name) {
        Json value = properties.get(name);
        if (value == null) {
            return null;
        }
        return StixTime.parse(value instanceof JsonString text ? text.value() : value.toString());
    }

    /** Whether it is declared to be no longer valid, for ever. */
    public boolean revoked() {
        return properties.get("revoked") == JsonBoolean.TRUE;
    }

    /** Whose word it is (STIX 2.1 §3.5). */
    public Optional<StixId> createdBy() {
        return properties.get("created_by_ref") instanceof JsonString text
                ? Optional.of(StixId.parse(text.value()))
                : Optional.empty();
    }

    /** The markings of the whole of it (STIX 2.1 §7.2.2). */
    public List<StixId> markings() {
        return new PropertyReading(this).optionalIds("object_marking_refs");
    }

    /** The markings of its parts (STIX 2.1 §7.2.3). */
    public List<GranularMarking> granularMarkings() {
        if (!(properties.get("granular_markings") instanceof JsonArray markings)) {
            return List.of();
        }
        return markings.items().stream().map(item -> GranularMarking.of(this, item)).toList();
    }

    /**
     * The ids it refers to anywhere, as {@code …_ref} and {@code …_refs} (STIX 2.1 §3.3), each as
     * often as it does; what is no id is passed over.
     */
    public List<StixId> references() {
        List<StixId> found = new ArrayList<>();
        collect(properties, found::add);
        return found;
    }

    private static void collect(Json json, Consumer<StixId> found) {
        switch (json) {
            case JsonObject object ->
                    object.forEach((name, value) -> {
                        if (name.endsWith("_ref") && value instanceof JsonString text) {
                            StixId.find(text.value()).ifPresent(found);
                        } else if (name.endsWith("_refs") && value instanceof JsonArray a) {
                            for (Json item : a.items()) {
                                if (item instanceof JsonString text) {
                                    StixId.find(text.value()).ifPresent(found);
                                }
                            }
                        } else {
                            collect(value, found);
                        }
                    });
            case JsonArray array -> array.items().forEach(item -> collect(item, found));
            default -> {}
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StixObject object && Arrays.equals(bytes, object.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return text();
    }
}
