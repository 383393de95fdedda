package org.commonwatch.stix.validation;

import static java.util.Objects.requireNonNull;

import org.commonwatch.stix.ObjectType;
import org.commonwatch.stix.ObservableIds;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Valid objects of every type, with any of the properties that the tables allow. */
final class AnyObject {
    private static final List<String> TEXTS = List.of("Café", "a", "two words", "\"x\\y\"", "0");
    private static final List<String> FORMS =
            List.of(
                    "00ff",
                    "AAECAw==",
                    "en",
                    "pt-BR",
                    "windows-1251",
                    "UTF-8",
                    "related-to",
                    "HKEY_LOCAL_MACHINE\\Software\\Example",
                    "some_property",
                    "text/plain",
                    "HIGH_PRIORITY_CLASS",
                    "198.18.0.1",
                    "198.18.0.0/15",
                    "2001:db8::1",
                    "2001:db8:0:0:0:0:0:1/128",
                    "::ffff:198.18.0.1",
                    "www.example",
                    "jane@mail.example",
                    "https://www.example/a?b=c%20d#e",
                    "00:00:5e:00:53:01",
                    "cpe:2.3:a:example:word:2000:*:*:*:*:*:*:*",
                    "some.text");
    private static final Map<String, Integer> HASH_DIGITS =
            Map.of("MD5", 32, "SHA-1", 40, "SHA-256", 64, "SHA-512", 128, "TLSH", 70);
    private static final int SETTLES = 4;

    private AnyObject() {}

    /** An object of any type but the bundle. */
    static JsonObject of(RandomGenerator random) {
        List<ObjectType> types = new ArrayList<>(List.of(ObjectType.values()));
        types.remove(ObjectType.BUNDLE);
        return of(types.get(random.nextInt(types.size())).label(), random);
    }

    /** An object of the type. */
    static JsonObject of(String type, RandomGenerator random) {
        Shape shape = requireNonNull(TableReader.OBJECTS.get(type));
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("type", new JsonString(type));
        members.put("spec_version", new JsonString("2.1"));
        fill(shape, members, random);
        settle(type, members, random);
        extend(type, members, random);
        members.put("id", new JsonString(type + "--" + uuid(random)));
        JsonObject object = Trees.object(members);
        if (shape.properties().containsKey("defanged")) {
            ObservableIds.of(object).ifPresent(id -> members.put("id", text(id.toString())));
        }
        return Trees.object(members);
    }

    private static void fill(Shape shape, Map<String, Json> members, RandomGenerator random) {
        shape.properties()
                .forEach((name, property) -> {
                    boolean wanted = property.bit() != 0 || random.nextInt(4) == 0;
                    if (wanted && !members.containsKey(name)) {
                        members.put(name, value(property.type(), random));
                    }
                });
        for (int i = 0; i < SETTLES; i++) {
            shape.constraints().forEach(each -> settle(each, shape, members, random));
        }
    }

    private static void settle(
            Constraint constraint, Shape shape, Map<String, Json> members, RandomGenerator random) {
        switch (constraint) {
            case Constraint.Order order -> {
                Json first = members.get(order.earlier());
                Json second = members.get(order.later());
                if (first != null && second != null) {
                    boolean right = first.toString().compareTo(second.toString()) <= 0;
                    members.put(order.earlier(), right ? first : second);
                    members.put(order.later(), right ? second : first);
                    if (first.equals(second)) {
                        members.remove(
                                property(shape, order.earlier()).bit() == 0
                                        ? order.earlier()
                                        : order.later());
                    }
                }
            }
            case Constraint.OneOf one -> {
                if (one.names().stream().noneMatch(members::containsKey)) {
                    add(
                            one.names().get(random.nextInt(one.names().size())),
                            shape,
                            members,
                            random);
                }
            }
            case Constraint.Excludes excludes -> {
                if (members.containsKey(excludes.name())) {
                    members.remove(excludes.other());
                }
            }
            case Constraint.Needs needs -> {
                if (members.containsKey(needs.name())) {
                    add(needs.other(), shape, members, random);
                }
            }
            case Shape.SomeOwn some -> {
                List<String> own =
                        shape.properties().entrySet().stream()
                                .filter(each -> each.getValue().own() && each.getValue().bit() == 0)
                                .map(Map.Entry::getKey)
                                .toList();
                if (own.stream().noneMatch(members::containsKey)) {
                    add(own.get(random.nextInt(own.size())), shape, members, random);
                }
            }
            default -> {} // a special rule, settled by hand
        }
    }

    private static void add(
            String name, Shape shape, Map<String, Json> members, RandomGenerator random) {
        if (!members.containsKey(name)) {
            members.put(name, value(property(shape, name).type(), random));
        }
    }

    private static Shape.Property property(Shape shape, String name) {
        return requireNonNull(shape.properties().get(name));
    }

    // Adds an extension that the standard has for the type.
    private static void extend(String type, Map<String, Json> members, RandomGenerator random) {
        String section = requireNonNull(ObjectType.of(type)).section() + ".";
        List<Map.Entry<String, Shape>> own =
                TableReader.EXTENSIONS.entrySet().stream()
                        .filter(each -> each.getValue().section().startsWith(section))
                        .sorted(Map.Entry.comparingByKey())
                        .toList();
        if (!own.isEmpty() && random.nextBoolean()) {
            var one = own.get(random.nextInt(own.size()));
            Json extension = value(new ValueType.Part(one.getValue()), random);
            members.put("extensions", JsonObject.builder().put(one.getKey(), extension).build());
        }
    }

    // What the special rules ask for.
    private static void settle(String type, Map<String, Json> members, RandomGenerator random) {
        switch (type) {
            case "indicator" -> {
                if (text("stix").equals(members.get("pattern_type"))) {
                    members.put("pattern", text("[ipv4-addr:value = '198.18.0.1']"));
                }
            }
            case "malware" -> {
                if (members.get("is_family") == JsonBoolean.TRUE) {
                    members.put("name", text("Example"));
                }
            }
            case "email-message" ->
                    members.remove(
                            members.get("is_multipart") == JsonBoolean.TRUE
                                    ? "body"
                                    : "body_multipart");
            case "network-traffic" -> {
                if (members.get("is_active") == JsonBoolean.TRUE) {
                    members.remove("end");
                }
            }
            case "observed-data" -> {
                members.remove("objects");
                members.put(
                        "object_refs", new JsonArray(List.of(text("ipv4-addr--" + uuid(random)))));
            }
            case "marking-definition" -> {
                members.put("definition_type", text("statement"));
                members.put("definition", JsonObject.builder().put("statement", "©").build());
            }
            case "extension-definition" -> {
                members.remove("extension_properties");
                members.remove("defanged");
            }
            default -> {} // the tables say it all
        }
    }

    private static Json value(ValueType type, RandomGenerator random) {
        return switch (type) {
            case ValueType.Whole whole -> whole(whole, random);
            case ValueType.Real real -> real(real, random);
            case ValueType.Timestamp timestamp -> timestamp(timestamp, random);
            case ValueType.Format format when format.equals(Markings.SELECTOR) ->
                    text(random.nextBoolean() ? "id" : "spec_version");
            case ValueType.Format format -> text(form(format, random));
            case ValueType.Fanged fanged -> text(form(fanged.format(), random));
            case ValueType.Vocabulary vocabulary ->
                    text(
                            vocabulary.words().stream()
                                    .sorted()
                                    .toList()
                                    .get(random.nextInt(vocabulary.words().size())));
            case ValueType.Reference reference -> text(reference(reference.types(), random));
            case ValueType.ListOf list ->
                    new JsonArray(
                            random.ints(1 + random.nextInt(2))
                                    .mapToObj(i -> value(list.items(), random))
                                    .toList());
            case ValueType.Dictionary dictionary -> entry("Key", dictionary.values(), random);
            case NamedTypes.KnownKeys keys ->
                    entry(
                            keys.check().equals("pdf-doc-info") ? "Title" : "SO_DEBUG",
                            keys.values(),
                            random);
            case ValueType.Part part -> {
                Map<String, Json> members = new LinkedHashMap<>();
                fill(part.type(), members, random);
                yield Trees.object(members);
            }
            case NamedTypes.Hashes hashes -> hash(random);
            default -> named(type, random);
        };
    }

    private static Json named(ValueType type, RandomGenerator random) {
        if (type.equals(ValueType.BOOLEAN)) {
            return JsonBoolean.of(random.nextBoolean());
        } else if (type.equals(ValueType.STRING_OR_INTEGER)) {
            return random.nextBoolean() ? JsonNumber.of(random.nextInt()) : text("x");
        } else if (type.equals(Extensions.TYPE)) {
            return JsonObject.builder()
                    .put("extension-definition--" + uuid(random), extension(random))
                    .build();
        } else if (type.equals(Containers.TRANSLATIONS)) {
            Json texts = JsonObject.builder().put("name", any(TEXTS, random)).build();
            return JsonObject.builder().put("pt-BR", texts).build();
        } else if (type.equals(Containers.OBSERVABLES)) {
            return JsonObject.EMPTY; // settled by hand
        }
        return text(any(TEXTS, random));
    }

    private static JsonObject extension(RandomGenerator random) {
        return JsonObject.builder()
                .put("extension_type", "property-extension")
                .put("rank", JsonNumber.of(random.nextInt(10)))
                .build();
    }

    private static Json whole(ValueType.Whole whole, RandomGenerator random) {
        return JsonNumber.of(
                switch (random.nextInt(4)) {
                    case 0 -> whole.least();
                    case 1 -> whole.most();
                    default -> random.nextLong(whole.least(), whole.most());
                });
    }

    private static Json real(ValueType.Real real, RandomGenerator random) {
        double least = Math.max(real.least(), -1000);
        double most = Math.min(real.most(), 1000);
        return new JsonNumber(String.format(Locale.ROOT, "%.3f", random.nextDouble(least, most)));
    }

    private static Json timestamp(ValueType.Timestamp type, RandomGenerator random) {
        int digits = Math.min(type.mostDigits(), Math.max(type.leastDigits(), random.nextInt(9)));
        String fraction =
                digits == 0
                        ? ""
                        : "."
                                + String.format("%09d", random.nextInt(1_000_000_000))
                                        .substring(0, digits);
        return text(
                String.format(
                        "%04d-%02d-%02dT%02d:%02d:%02d%sZ",
                        1969 + random.nextInt(100),
                        1 + random.nextInt(12),
                        1 + random.nextInt(28),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60),
                        fraction));
    }

    private static String form(ValueType.Format format, RandomGenerator random) {
        List<String> pool = new ArrayList<>(FORMS);
        pool.add(any(List.of(Locale.getISOCountries()), random));
        List<String> right = pool.stream().filter(format.form()).toList();
        if (right.isEmpty()) {
            return any(List.of(Locale.getISOCountries()), random) + "-01";
        }
        return any(right, random);
    }

    private static String reference(ValueType.TypeSet types, RandomGenerator random) {
        String name = any(types.names().stream().sorted().toList(), random);
        String type =
                switch (name) {
                    case "sdo", "any" -> "campaign";
                    case "sco" -> "mutex";
                    case "sro" -> "sighting";
                    default -> name;
                };
        return type + "--" + uuid(random);
    }

    private static JsonObject hash(RandomGenerator random) {
        String algorithm = any(HASH_DIGITS.keySet().stream().sorted().toList(), random);
        int digits = HASH_DIGITS.getOrDefault(algorithm, 0);
        return JsonObject.builder().put(algorithm, "0f".repeat(digits / 2)).build();
    }

    private static JsonObject entry(String key, ValueType type, RandomGenerator random) {
        return JsonObject.builder().put(key, value(type, random)).build();
    }

    private static JsonString text(String text) {
        return new JsonString(text);
    }

    private static String any(List<String> values, RandomGenerator random) {
        return values.get(random.nextInt(values.size()));
    }

    /** A random UUID (version 4). */
    static UUID uuid(RandomGenerator random) {
        return new UUID(
                (random.nextLong() & ~0xF000L) | 0x4000L,
                (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L);
    }
}
