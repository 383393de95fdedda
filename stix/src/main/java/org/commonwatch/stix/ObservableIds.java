package org.commonwatch.stix;

import org.commonwatch.stix.json.CanonicalJson;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The ids that everybody gives to the same cyber-observable object (STIX 2.1 §2.9). */
public final class ObservableIds {
    private static final UUID NAMESPACE = UUID.fromString("00abedb4-aa42-466c-9c01-fed23315a9b7");
    // Of several hashes the first of these is taken.
    private static final List<String> HASHES = List.of("MD5", "SHA-1", "SHA-256", "SHA-512");

    private ObservableIds() {}

    /**
     * The id: a UUIDv5 over the canonical JSON of the properties that tell objects of its type
     * apart. Empty if the object has none of them, or is of no type that has any: then it takes a
     * random UUID. Throws {@link RefusedException} for a number that has no canonical form.
     */
    public static Optional<StixId> of(JsonObject object) {
        ObjectType type =
                object.get("type") instanceof JsonString label
                        ? ObjectType.of(label.value())
                        : null;
        if (type == null) {
            return Optional.empty();
        }
        var telling = JsonObject.builder();
        int count = 0;
        for (String name : type.idProperties()) {
            Json value = object.get(name);
            if (value != null) {
                telling.put(name, name.equals("hashes") ? oneHash(value) : value);
                count++;
            }
        }
        if (count == 0) {
            return Optional.empty();
        }
        String name = CanonicalJson.of(telling.build());
        return Optional.of(new StixId(type.label(), StixId.version5(NAMESPACE, name)));
    }

    private static Json oneHash(Json value) {
        if (!(value instanceof JsonObject hashes) || hashes.size() == 0) {
            return value;
        }
        for (String name : HASHES) {
            Json hash = hashes.get(name);
            if (hash != null) {
                return JsonObject.builder().put(name, hash).build();
            }
        }
        // None of those: the first by name, so that the order of members does not matter.
        int place = hashes.names().indexOf(Collections.min(hashes.names()));
        return JsonObject.builder().put(hashes.name(place), hashes.value(place)).build();
    }
}
