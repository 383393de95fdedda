package org.commonwatch.stix.validation;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.util.List;
import java.util.Optional;

/** For every type of values one that it must not or should not have, and where that shows. */
final class AnyMistake {
    /** A mistaken value, and the path in it of what is wrong. */
    record Mistake(Json value, String path) {}

    private static final List<String> NONE = List.of(" ", "é", "Two Words", "x", "");

    private AnyMistake() {}

    /** A value that the type does not take, if there is one that is of the right sort of JSON. */
    static Optional<Mistake> of(ValueType type) {
        return switch (type) {
            case ValueType.Whole whole ->
                    here(new JsonNumber(whole.most() + "0")); // too large by a digit
            case ValueType.Real real ->
                    Double.isFinite(real.most()) ? here(JsonNumber.of(1000)) : here(text("1.5"));
            case ValueType.Timestamp time -> here(text("2020-02-30T00:00:00.000Z"));
            case ValueType.Format format -> form(format);
            case ValueType.Fanged fanged -> form(fanged.format());
            case ValueType.Vocabulary vocabulary -> here(text("Not a Word"));
            case ValueType.Reference reference ->
                    here(text("bundle--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f"));
            case ValueType.ListOf list ->
                    of(list.items())
                            .map(bad ->
                                    new Mistake(
                                            new JsonArray(List.of(bad.value())),
                                            "[0]" + bad.path()));
            case ValueType.Dictionary dictionary -> member("a", of(dictionary.values()));
            case NamedTypes.KnownKeys keys -> member("Nonsense", Optional.of(nothing(keys)));
            case NamedTypes.Hashes hashes -> member("MD5", here(text("zz")));
            case ValueType.Part part ->
                    here(JsonObject.builder().put("Not_A_Name", JsonBoolean.TRUE).build());
            default -> named(type);
        };
    }

    private static Optional<Mistake> named(ValueType type) {
        if (type.equals(ValueType.STRING)) {
            return here(JsonNumber.of(1));
        } else if (type.equals(ValueType.BOOLEAN)) {
            return here(text("true"));
        } else if (type.equals(ValueType.STRING_OR_INTEGER)) {
            return here(JsonBoolean.TRUE);
        }
        return Optional.empty(); // the object's own type, id and containers
    }

    private static Optional<Mistake> form(ValueType.Format format) {
        return NONE.stream()
                .filter(each -> !format.form().test(each))
                .findFirst()
                .flatMap(each -> here(text(each)));
    }

    // Whatever is right for its values: the key is what is wrong.
    private static Mistake nothing(NamedTypes.KnownKeys keys) {
        return new Mistake(
                keys.values().equals(ValueType.STRING) ? text("x") : JsonNumber.of(1), "");
    }

    private static Optional<Mistake> member(String name, Optional<Mistake> within) {
        return within.map(bad ->
                new Mistake(
                        JsonObject.builder().put(name, bad.value()).build(),
                        "." + name + bad.path()));
    }

    private static Optional<Mistake> here(Json value) {
        return Optional.of(new Mistake(value, ""));
    }

    private static JsonString text(String text) {
        return new JsonString(text);
    }
}
