package org.commonwatch.stix.validation;

import org.commonwatch.stix.ObjectType;
import org.commonwatch.stix.ObservableIds;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.jspecify.annotations.Nullable;

/** The id of an object (§2.9). */
final class Identity {
    private static final Rule FORM = ValueType.Reference.FORM;
    private static final Rule RANDOM = Rule.should("uuid-check", "S024", "2.9");
    private static final Rule DERIVED = Rule.should("uuid-check", "S026", "2.9");
    private static final Rule SAME_FOR_ALL = Rule.should("deterministic-id", "S028", "2.9");
    private static final Rule NOTHING_TELLS = Rule.must("S029", "2.9");

    /** An identifier of any type. */
    static final ValueType IDENTIFIER =
            (value, walk) -> {
                if (!(value instanceof JsonString id) || !Formats.isIdentifier(id.value())) {
                    walk.report(
                            FORM,
                            value,
                            "is not an identifier",
                            "write it as type--UUID (RFC 4122)");
                }
            };

    private Identity() {}

    /** Whether the id is of the object's type, and its UUID of the version it should be. */
    static void check(JsonObject object, Walk walk) {
        if (!(object.get("id") instanceof JsonString id)
                || !(object.get("type") instanceof JsonString type)
                || !Formats.isIdentifier(id.value())) {
            return; // missing, or reported
        }
        if (!Formats.typeOf(id.value()).equals(type.value())) {
            walk.reportAt(
                    "id",
                    FORM,
                    Walk.excerpt(id) + " does not begin with the type " + Walk.excerpt(type),
                    "write the object's type before the UUID");
        } else if (isObservable(type.value())) {
            checkObservable(object, id, walk);
        } else if (Formats.uuidVersion(id.value()) != 4) {
            walk.reportAt(
                    "id",
                    RANDOM,
                    Walk.excerpt(id) + " has no random UUID (version 4)",
                    "keep it if it is in use; make new ids at random");
        }
    }

    private static void checkObservable(JsonObject object, JsonString id, Walk walk) {
        @Nullable StixId derived;
        try {
            derived = ObservableIds.of(object).orElse(null);
        } catch (IllegalArgumentException numberTooLarge) {
            return; // which is reported where it stands
        }
        int version = Formats.uuidVersion(id.value());
        if (derived == null) {
            if (version != 4) {
                walk.reportAt(
                        "id",
                        NOTHING_TELLS,
                        Walk.excerpt(id) + " is derived, but there are no values to derive it from",
                        "use a random UUID (version 4)");
            }
        } else if (version != 5) {
            walk.reportAt(
                    "id",
                    DERIVED,
                    Walk.excerpt(id) + " is not derived from the values (UUID version 5)",
                    "use " + derived + ", which all producers derive");
        } else if (!derived.toString().equals(id.value())) {
            walk.reportAt(
                    "id",
                    SAME_FOR_ALL,
                    Walk.excerpt(id) + " is not the id that is derived from the values",
                    "use " + derived + ", which all producers derive");
        }
    }

    /** Whether the standard has an observable of the type. */
    static boolean isObservable(String type) {
        ObjectType known = ObjectType.of(type);
        return known != null && known.category() == ObjectType.Category.OBSERVABLE;
    }

    /** Whether a member of the object is that string. */
    static boolean is(JsonObject object, String member, String text) {
        return object.get(member) instanceof JsonString string && string.value().equals(text);
    }
}
