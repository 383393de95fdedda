package org.commonwatch.stix.misp;

import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Members of objects, as MISP writes them: numbers and truths are often texts. */
final class Members {
    private static final Pattern UUID_FORM =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

    private Members() {}

    static String text(JsonObject object, String name) {
        return switch (object.get(name)) {
            case JsonString text -> text.value();
            case JsonNumber number -> number.text();
            case null, default -> "";
        };
    }

    static boolean isTrue(JsonObject object, String name) {
        return object.get(name) == JsonBoolean.TRUE || text(object, name).equals("1");
    }

    static List<JsonObject> objects(JsonObject object, String name) {
        return object.get(name) instanceof JsonArray array
                ? array.items().stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    static Optional<JsonObject> object(JsonObject of, String name) {
        return of.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    static Optional<UUID> uuid(JsonObject object) {
        String text = text(object, "uuid");
        return UUID_FORM.matcher(text).matches()
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    /** A moment in seconds since 1970, or as ISO 8601 has it. */
    static Optional<Instant> moment(JsonObject object, String name) {
        String text = text(object, name);
        try {
            if (SECONDS.matcher(text).matches()) {
                long seconds = Long.parseLong(text);
                return seconds == 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochSecond(seconds));
            }
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** A moment as STIX writes it. */
    static String written(Instant moment) {
        return MILLIS.format(moment.atOffset(ZoneOffset.UTC));
    }

    static JsonArray array(List<String> texts) {
        return new JsonArray(texts.stream().<Json>map(JsonString::new).toList());
    }
}
