package org.commonwatch.cli.stix;

import org.commonwatch.stix.ObjectType;
import org.commonwatch.stix.ObservableIds;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonNull;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonPrinter;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** What is answered to a case of the conformance suite, by its operation. */
final class Answers {
    private static final Map<String, Function<JsonObject, String>> OPERATIONS =
            Map.of(
                    "sco-id", Answers::observableId,
                    "syntax", PatternAnswers::syntax,
                    "match", PatternAnswers::match,
                    "validate", ValidityAnswers::validity);

    private final JsonReader json = new JsonReader();

    /** What a case asks for that cannot be answered. */
    static final class Unanswerable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unanswerable(String problem) {
            super(problem);
        }
    }

    /** One answer, whatever the line is. */
    byte[] to(CaseLines line) {
        Json name = JsonNull.NULL;
        String problem;
        try {
            if (line.tooLong()) {
                throw new Unanswerable("The line has over " + CaseLines.LINE_LIMIT + " bytes.");
            }
            if (!(json.read(line.bytes(), 0, line.length()) instanceof JsonObject given)) {
                throw new Unanswerable("A case is an object.");
            }
            Json named = given.get("case");
            name = named == null ? name : named;
            return line(name, operation(given).apply(given), "");
        } catch (RefusedException | Unanswerable e) {
            problem = String.valueOf(e.getMessage());
        } catch (RuntimeException | StackOverflowError defect) {
            problem = "This is a defect: " + defect;
        }
        return line(name, "error", problem);
    }

    private static byte[] line(Json name, String result, String problem) {
        var answer = JsonObject.builder().put("case", name).put("result", result);
        if (!problem.isEmpty()) {
            answer.put("problem", problem);
        }
        return JsonPrinter.compact(answer.build()).getBytes(StandardCharsets.UTF_8);
    }

    private static Function<JsonObject, String> operation(JsonObject given) {
        if (given.get("op") instanceof JsonString text) {
            var operation = OPERATIONS.get(text.value());
            if (operation != null) {
                return operation;
            }
        }
        throw new Unanswerable("There is no such operation; there are " + OPERATIONS.keySet());
    }

    /** The member of a case that must be an object. */
    static JsonObject object(JsonObject given, String name) {
        if (given.get(name) instanceof JsonObject object) {
            return object;
        }
        throw new Unanswerable("The case has no object '" + name + "'.");
    }

    // An observable that nothing tells from others takes a random id (STIX 2.1 §2.9).
    private static String observableId(JsonObject given) {
        JsonObject object = object(given, "object");
        return ObservableIds.of(object).orElseGet(() -> random(object)).toString();
    }

    private static StixId random(JsonObject object) {
        if (object.get("type") instanceof JsonString label) {
            ObjectType type = ObjectType.of(label.value());
            if (type != null && type.category() == ObjectType.Category.OBSERVABLE) {
                return new StixId(type.label(), UUID.randomUUID());
            }
        }
        throw new Unanswerable("The object is of no type of observable.");
    }
}
