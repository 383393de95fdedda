package org.commonwatch.telemetry.sensor;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The few fields that are wanted of one EVE record, everything else passed over. One object is used
 * for line after line. Of a key that comes twice the last counts, whatever its type.
 */
final class EveRecord {
    /** The objects looked into. */
    enum Group {
        ROOT(true),
        FLOW(true),
        TCP(true),
        ALERT(true),
        DNS(false),
        TLS(false),
        HTTP(false),
        FILEINFO(false);

        // What is counted hangs on these, so a surprise in them may not be passed over.
        private final boolean strict;

        Group(boolean strict) {
            this.strict = strict;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The texts taken out. */
    enum Field {
        TIMESTAMP(Group.ROOT, "timestamp"),
        EVENT_TYPE(Group.ROOT, "event_type"),
        SOURCE(Group.ROOT, "src_ip"),
        DESTINATION(Group.ROOT, "dest_ip"),
        SOURCE_PORT(Group.ROOT, "src_port"),
        TARGET_PORT(Group.ROOT, "dest_port"),
        PROTOCOL(Group.ROOT, "proto"),
        APPLICATION(Group.ROOT, "app_proto"),
        FLOW_STATE(Group.FLOW, "state"),
        PACKETS_BACK(Group.FLOW, "pkts_toclient"),
        TCP_STATE(Group.TCP, "state"),
        CATEGORY(Group.ALERT, "category"),
        SIGNATURE(Group.ALERT, "signature"),
        SEVERITY(Group.ALERT, "severity"),
        QUESTION(Group.DNS, "rrname"),
        SERVER_NAME(Group.TLS, "sni"),
        HOST(Group.HTTP, "hostname"),
        PATH(Group.HTTP, "url"),
        MD5(Group.FILEINFO, "md5"),
        SHA1(Group.FILEINFO, "sha1"),
        SHA256(Group.FILEINFO, "sha256");

        private final Group group;
        private final String key;

        Field(Group group, String key) {
            this.group = group;
            this.key = key;
        }

        boolean strict() {
            return switch (this) {
                case SOURCE_PORT, TARGET_PORT, SEVERITY, SIGNATURE -> false;
                default -> group.strict;
            };
        }

        boolean mayBeNumber() {
            return switch (this) {
                case PACKETS_BACK, SOURCE_PORT, TARGET_PORT, SEVERITY -> true;
                default -> false;
            };
        }

        String path() {
            return group == Group.ROOT ? key : group.key() + "." + key;
        }
    }

    private final Map<String, Group> groups = new HashMap<>();
    private final Map<Group, Map<String, Field>> fields = new EnumMap<>(Group.class);
    private final Map<Field, String> texts = new EnumMap<>(Field.class);
    private final EnumSet<Field> wrongFields = EnumSet.noneOf(Field.class);
    private final EnumSet<Group> wrongGroups = EnumSet.noneOf(Group.class);
    // dns.queries as of EVE version 3, dns.query as alerts of version 2 have it.
    private final Map<String, List<String>> questions =
            Map.of("queries", new ArrayList<>(), "query", new ArrayList<>());

    EveRecord() {
        for (Group group : Group.values()) {
            fields.put(group, new HashMap<>());
            if (group != Group.ROOT) {
                groups.put(group.key(), group);
            }
        }
        for (Field field : Field.values()) {
            inside(field.group).put(field.key, field);
        }
    }

    /** Reads the object that the parser stands at the start of, to its end. */
    void read(JsonParser json) {
        texts.clear();
        wrongFields.clear();
        wrongGroups.clear();
        questions.values().forEach(List::clear);
        Map<String, Field> root = inside(Group.ROOT);
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            Group group = groups.get(name);
            if (group == null) {
                take(root.get(name), value, json);
            } else {
                readGroup(group, value, json);
            }
        }
    }

    /** A field's text; null if it is missing, null or of another type. */
    @Nullable String text(Field field) {
        return texts.get(field);
    }

    /** The names in {@code dns.queries} and {@code dns.query}. */
    List<String> questions() {
        List<String> all = new ArrayList<>();
        questions.values().forEach(all::addAll);
        return all;
    }

    /** The path of a field that is of a type it must not be of, or null. */
    @Nullable String wrongType() {
        for (Group group : wrongGroups) {
            return group.key();
        }
        for (Field field : wrongFields) {
            return field.path();
        }
        return null;
    }

    private void readGroup(Group group, JsonToken start, JsonParser json) {
        Map<String, Field> inside = inside(group);
        wrongGroups.remove(group);
        for (Field field : inside.values()) {
            texts.remove(field);
            wrongFields.remove(field);
        }
        if (group == Group.DNS) {
            questions.values().forEach(List::clear);
        }
        if (start != JsonToken.START_OBJECT) {
            if (group.strict && start != JsonToken.VALUE_NULL) {
                wrongGroups.add(group);
            }
            json.skipChildren();
            return;
        }
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            List<String> list = group == Group.DNS ? questions.get(name) : null;
            if (list == null) {
                take(inside.get(name), value, json);
            } else {
                readQuestions(list, value, json);
            }
        }
    }

    private void take(@Nullable Field field, JsonToken value, JsonParser json) {
        if (field == null) {
            json.skipChildren();
            return;
        }
        texts.remove(field);
        wrongFields.remove(field);
        boolean number = field.mayBeNumber() && value == JsonToken.VALUE_NUMBER_INT;
        if (number || value == JsonToken.VALUE_STRING) {
            String text = json.getString();
            texts.put(field, number && text.equals("-0") ? "0" : text);
        } else if (field.strict() && value != JsonToken.VALUE_NULL) {
            wrongFields.add(field);
        }
        json.skipChildren();
    }

    private static void readQuestions(List<String> names, JsonToken start, JsonParser json) {
        names.clear();
        if (start != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        for (JsonToken value = json.nextToken();
                value != JsonToken.END_ARRAY;
                value = json.nextToken()) {
            if (value == JsonToken.START_OBJECT) {
                String name = readName(json);
                if (name != null) {
                    names.add(name);
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private static @Nullable String readName(JsonParser json) {
        String found = null;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            if (name.equals(Field.QUESTION.key)) {
                found = value == JsonToken.VALUE_STRING ? json.getString() : null;
            }
            json.skipChildren();
        }
        return found;
    }

    private Map<String, Field> inside(Group group) {
        return fields.getOrDefault(group, Map.of());
    }
}
