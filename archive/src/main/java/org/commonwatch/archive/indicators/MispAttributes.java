package org.commonwatch.archive.indicators;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Observable.Kind;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads attributes of MISP events, and what kinds of observables MISP's types are. */
final class MispAttributes {
    private static final Set<String> WANTED =
            Set.of("type", "value", "to_ids", "deleted", "timestamp", "last_seen");
    private static final int SHOWN = 80;

    private final String list;
    private final IndicatorTableBuilder into;
    private final ListAccount.Collector account;

    MispAttributes(String list, IndicatorTableBuilder into, ListAccount.Collector account) {
        this.list = list;
        this.into = into;
        this.account = account;
    }

    /** The kinds of observables that a type of attributes names; none for types of other things. */
    static Set<Kind> kinds(String type) {
        EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String part : type.split("\\|", -1)) {
            kinds.addAll(partKinds(part));
        }
        return kinds;
    }

    private static List<Kind> partKinds(String type) {
        return switch (type) {
            case "ip", "ip-src", "ip-dst" -> Guess.ADDRESSES;
            case "domain", "hostname" -> List.of(Kind.DOMAIN);
            case "url", "uri", "link" -> List.of(Kind.URL, Kind.URL_PREFIX);
            case "md5" -> List.of(Kind.MD5);
            case "sha1" -> List.of(Kind.SHA1);
            case "sha256" -> List.of(Kind.SHA256);
            default -> List.of();
        };
    }

    /** Takes the object that begins here and all attributes in it, however deep. */
    void takeObject(JsonParser json) {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            take(name, json, json.nextToken());
        }
    }

    /** Takes the value that begins here, if attributes can be in one of this name. */
    void take(String name, JsonParser json, JsonToken value) {
        switch (name) {
            case "Event", "Object", "response" -> {
                if (value == JsonToken.START_OBJECT) {
                    takeObject(json);
                } else if (value == JsonToken.START_ARRAY) {
                    elements(json, false);
                }
            }
            case "Attribute" -> {
                if (value == JsonToken.START_ARRAY) {
                    elements(json, true);
                } else {
                    json.skipChildren();
                }
            }
            default -> json.skipChildren();
        }
    }

    private void elements(JsonParser json, boolean attributes) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
            } else if (attributes) {
                long line = json.currentTokenLocation().getLineNr();
                attribute(Json.scalars(json, WANTED), line);
            } else {
                takeObject(json);
            }
        }
    }

    private void attribute(Map<String, String> attribute, long line) {
        String type = attribute.getOrDefault("type", "");
        String value = attribute.getOrDefault("value", "");
        if (isNo(attribute.getOrDefault("to_ids", "true"))) {
            account.leaveOut("not for detection (to_ids)");
        } else if (!isNo(attribute.getOrDefault("deleted", "false"))) {
            account.leaveOut("deleted");
        } else if (kinds(type).isEmpty()) {
            account.leaveOut("a type that is not matched");
        } else {
            String seen =
                    attribute.getOrDefault("last_seen", attribute.getOrDefault("timestamp", ""));
            take(type, value, Days.of(seen), line);
        }
    }

    private static boolean isNo(String text) {
        return text.equals("false") || text.equals("0") || text.isEmpty();
    }

    // A type such as domain|ip has a value of as many parts.
    private void take(String type, String value, int day, long line) {
        String[] types = type.split("\\|", -1);
        String[] values = types.length == 1 ? new String[] {value} : value.split("\\|", -1);
        boolean good = values.length == types.length;
        for (int i = 0; i < types.length && good; i++) {
            List<Kind> kinds = partKinds(types[i]);
            if (!kinds.isEmpty()) {
                Optional<Observable> observable = Guess.of(values[i], kinds);
                observable.ifPresent(found -> into.add(found, Sources.origin(list, "", day)));
                good = observable.isPresent();
            }
        }
        if (good) {
            account.keep();
        } else {
            String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
            account.reject(line, "'" + shown + "' is no " + type + ".");
        }
    }
}
