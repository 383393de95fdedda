package org.commonwatch.stix;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The levels of the Traffic Light Protocol 2.0 (FIRST, August 2022), from widest to narrowest, with
 * the ids of their official STIX marking definitions and, where TLP 1 (STIX 2.1 §7.2.1.4) has the
 * same level, of those.
 */
public enum Tlp {
    CLEAR(
            "TLP:CLEAR",
            "94868c89-83c2-464b-929b-a1a8aa3c8487",
            "613f2e26-407d-48c7-9eca-b8e91df99dc9"),
    GREEN(
            "TLP:GREEN",
            "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
            "34098fce-860f-48ae-8e50-ebd3cc5e41da"),
    AMBER(
            "TLP:AMBER",
            "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
            "f88d31f6-486f-44da-b317-01333bde0b82"),
    AMBER_STRICT("TLP:AMBER+STRICT", "939a9414-2ddd-4d32-a0cd-375ea402b003", null),
    RED("TLP:RED", "e828b379-4e03-4974-9ac4-e53a884c97c1", "5e57c739-391a-4eb3-b6be-7d15ca92d5ed");

    private final String label;
    private final UUID marking;
    private final @Nullable UUID firstMarking;

    Tlp(String label, String uuid, @Nullable String firstUuid) {
        this.label = label;
        this.marking = UUID.fromString(uuid);
        this.firstMarking = firstUuid == null ? null : UUID.fromString(firstUuid);
    }

    /** The level that an official marking definition of TLP 2.0 or of TLP 1 stands for. */
    public static Optional<Tlp> ofMarking(StixId marking) {
        UUID uuid = marking.uuid();
        return marking.type().equals(ObjectType.MARKING_DEFINITION.label())
                ? Arrays.stream(values())
                        .filter(l -> uuid.equals(l.marking) || uuid.equals(l.firstMarking))
                        .findFirst()
                : Optional.empty();
    }

    /** Reads a label, with or without {@code TLP:} and in any case. */
    public static Tlp parse(String text) {
        String label = text.strip().toUpperCase(Locale.ROOT);
        for (Tlp level : values()) {
            if (level.label.equals(label) || level.label.equals("TLP:" + label)) {
                return level;
            }
        }
        throw new RefusedException(new Refusal.UnknownTlp(text));
    }

    /** The one of both that fewer may read: what is made from two things goes as far as both. */
    public Tlp narrower(Tlp other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The label as FIRST writes it, such as {@code TLP:AMBER+STRICT}. */
    public String label() {
        return label;
    }

    /** The id of the official marking definition, for {@code object_marking_refs}. */
    public StixId marking() {
        return new StixId("marking-definition", marking);
    }
}
