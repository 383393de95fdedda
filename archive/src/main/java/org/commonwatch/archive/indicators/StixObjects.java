package org.commonwatch.archive.indicators;

import org.commonwatch.archive.ArchiveRefusal;
import org.commonwatch.archive.ArchiveRefusedException;
import org.commonwatch.stix.Observable;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.telemetry.matching.IndicatorTableBuilder;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the indicators (STIX 2.1 §4.7) of a bundle; of several versions, the latest counts. */
final class StixObjects {
    /** No bundle may have more indicators. */
    static final int BUNDLE_LIMIT = 2_000_000;

    private static final Set<String> WANTED =
            Set.of(
                    "type",
                    "id",
                    "pattern",
                    "pattern_type",
                    "valid_from",
                    "valid_until",
                    "revoked",
                    "modified");

    private final String list;
    private final Instant asOf;
    private final ListAccount.Collector account;
    private final Map<StixId, Version> versions = new LinkedHashMap<>();

    /** What one version of an indicator says: what to look for, or why it is not looked for. */
    private record Version(
            Instant modified, List<Observable> observables, String leftOut, int day) {}

    StixObjects(String list, Instant asOf, ListAccount.Collector account) {
        this.list = list;
        this.asOf = asOf;
        this.account = account;
    }

    /** Takes the array of objects that begins here. */
    void take(JsonParser json) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                continue;
            }
            long line = json.currentTokenLocation().getLineNr();
            Map<String, String> object = Json.scalars(json, WANTED);
            if ("indicator".equals(object.get("type"))) {
                try {
                    take(object);
                } catch (RefusedException e) {
                    account.reject(line, e.refusal().message());
                } catch (DateTimeException e) {
                    account.reject(line, "A time of the indicator cannot be read.");
                }
            }
        }
    }

    private void take(Map<String, String> object) {
        StixId id = StixId.parse(object.getOrDefault("id", ""));
        if (!id.type().equals("indicator")) {
            account.reject(0, "The id '" + id + "' is no indicator's.");
            return;
        }
        Version version = version(object);
        Version other = versions.get(id);
        if (other != null) {
            account.leaveOut("an older version");
        }
        if (other == null || !version.modified.isBefore(other.modified)) {
            versions.put(id, version);
        }
        if (versions.size() > BUNDLE_LIMIT) {
            throw new ArchiveRefusedException(
                    new ArchiveRefusal.TooManyIndicators(list, BUNDLE_LIMIT));
        }
    }

    private Version version(Map<String, String> object) {
        Instant modified = Instant.parse(object.getOrDefault("modified", "1970-01-01T00:00:00Z"));
        String from = object.get("valid_from");
        int day = from == null ? 0 : Days.of(Instant.parse(from));
        String until = object.get("valid_until");
        String leftOut = "";
        List<Observable> observables = List.of();
        if ("true".equals(object.get("revoked"))) {
            leftOut = "revoked";
        } else if (until != null && !asOf.isBefore(Instant.parse(until))) {
            leftOut = "expired";
        } else if (!"stix".equals(object.getOrDefault("pattern_type", "stix"))) {
            leftOut = "a pattern of another language";
        } else {
            observables = StixPattern.observables(object.getOrDefault("pattern", ""));
            leftOut = observables.isEmpty() ? "a pattern kept for later, not matched here" : "";
        }
        return new Version(modified, observables, leftOut, day);
    }

    /** Adds what is to be looked for, after the last object. */
    void finish(IndicatorTableBuilder into) {
        versions.forEach((id, version) -> {
            if (version.observables.isEmpty()) {
                account.leaveOut(version.leftOut);
            } else {
                var origin = Sources.origin(list, "", version.day);
                version.observables.forEach(observable -> into.add(observable, id, origin));
                account.keep();
            }
        });
    }
}
