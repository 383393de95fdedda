package org.commonwatch.stix.pattern;

import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.pattern.matching.Observation;
import org.commonwatch.testkit.Cases;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Observations of few types, properties and values, drawn at random. */
public final class AnyObservation {
    private static final String[] TYPES = {"a", "b"};
    private static final String[] TEXTS = {
        "a",
        "b",
        "abcd",
        "xbcdx",
        "198.18.0.1",
        "198.18.0.0/16",
        "2001:db8::1",
        "6162",
        "YWI=",
        "2026-03-01T00:00:02Z"
    };

    private AnyObservation() {}

    static String type(RandomGenerator random) {
        return Cases.any(TYPES, random);
    }

    static String text(RandomGenerator random) {
        return Cases.any(TEXTS, random);
    }

    /** A path that often leads somewhere. */
    static List<ObjectPath.Step> steps(RandomGenerator random) {
        return switch (random.nextInt(7)) {
            case 0 -> List.of(new ObjectPath.Key("list"), new ObjectPath.AnyIndex());
            case 1 -> List.of(new ObjectPath.Key("list"), new ObjectPath.Index(random.nextInt(2)));
            case 2 -> List.of(new ObjectPath.Key("other_ref"), new ObjectPath.Key("x"));
            case 3 ->
                    List.of(
                            new ObjectPath.Key("other_refs"),
                            new ObjectPath.AnyIndex(),
                            new ObjectPath.Key("x"));
            case 4 -> List.of(new ObjectPath.Key("x_hex"));
            case 5 -> List.of(new ObjectPath.Key("inner"), new ObjectPath.Key("x_bin"));
            default -> List.of(new ObjectPath.Key("x"));
        };
    }

    /** As many as are asked for, in the order of their first moments. */
    public static List<Observation> some(int count, RandomGenerator random) {
        List<Observation> observations = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < count; i++) {
            first = Math.min(9, first + random.nextInt(3));
            int last = Math.min(9, first + Math.max(0, random.nextInt(6) - 3));
            observations.add(one(i, first, last, random));
        }
        return observations;
    }

    private static Observation one(int number, int first, int last, RandomGenerator random) {
        int objects = 1 + random.nextInt(2);
        var text = new StringBuilder("{\"type\":\"bundle\",\"objects\":[");
        var refs = new StringBuilder();
        for (int i = 0; i < objects; i++) {
            text.append(object(i, random)).append(',');
            refs.append(i == 0 ? "" : ",").append("\"o--").append(i).append('"');
        }
        text.append(
                """
                {"type":"observed-data","id":"observed-data--%d","number_observed":%d,
                "first_observed":"2026-03-01T00:00:0%dZ","last_observed":"2026-03-01T00:00:0%dZ",
                "object_refs":[%s]}]}\
                """
                        .formatted(number, 1 + random.nextInt(4) / 3, first, last, refs));
        var bundle = (JsonObject) new JsonReader().read(text.toString());
        return Observation.of(bundle).getFirst();
    }

    private static String object(int id, RandomGenerator random) {
        var text = new StringBuilder();
        text.append("{\"type\":\"%s\",\"id\":\"o--%d\"".formatted(type(random), id));
        if (random.nextInt(4) > 0) {
            text.append(",\"x\":").append(value(random));
        }
        if (random.nextBoolean()) {
            text.append(",\"x_hex\":").append(value(random));
        }
        if (random.nextBoolean()) {
            text.append(",\"inner\":{\"x_bin\":").append(value(random)).append('}');
        }
        if (random.nextBoolean()) {
            text.append(",\"list\":[%s,%s]".formatted(value(random), value(random)));
        }
        if (random.nextBoolean()) {
            text.append(",\"other_ref\":\"o--%d\"".formatted(random.nextInt(3)));
        }
        if (random.nextBoolean()) {
            text.append(",\"other_refs\":[\"o--%d\",\"o--0\"]".formatted(random.nextInt(3)));
        }
        return text.append('}').toString();
    }

    private static String value(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> Integer.toString(random.nextInt(3));
            case 1 -> random.nextBoolean() ? "1.0" : "0.5";
            case 2 -> random.nextBoolean() ? "true" : "null";
            default -> "\"" + text(random) + "\"";
        };
    }
}
