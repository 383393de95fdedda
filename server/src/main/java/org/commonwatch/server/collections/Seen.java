package org.commonwatch.server.collections;

import org.commonwatch.server.sharing.Page;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * By how many parties objects were seen, and how often on which day: of the sightings that their
 * reader was shown, and of nothing else. Whatever relationships lead from to an object, its
 * sightings are the object's too, such as those of a campaign's indicators.
 */
final class Seen {
    /** So many objects at most are asked for at once. */
    static final int LIMIT = 150;

    /** So many days are told, up to the last on which anything at all was seen. */
    static final int DAYS = 364;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Set<String> of;
    private final Map<String, Sum> sums = new HashMap<>();
    private final Map<String, Set<String>> leading = new HashMap<>();

    Seen(Set<String> of) {
        this.of = new TreeSet<>(of);
    }

    private static final class Sum {
        private final Set<String> parties = new HashSet<>();
        private final TreeMap<LocalDate, Long> days = new TreeMap<>();

        void add(Sum other) {
            parties.addAll(other.parties);
            other.days.forEach((day, seen) -> days.merge(day, seen, Long::sum));
        }

        long count() {
            return days.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Takes what was shown into account. */
    void add(Page page) {
        for (Page.Shown each : page.objects()) {
            if (each.id().startsWith("sighting--")) {
                sighting(JSON.readTree(each.text()));
            } else if (each.id().startsWith("relationship--")) {
                relationship(JSON.readTree(each.text()));
            }
        }
    }

    private void relationship(JsonNode told) {
        String target = told.path("target_ref").asString("");
        if (of.contains(target)) {
            leading.computeIfAbsent(target, id -> new HashSet<>())
                    .add(told.path("source_ref").asString(""));
        }
    }

    private void sighting(JsonNode told) {
        Sum sum = sums.computeIfAbsent(told.path("sighting_of_ref").asString(""), id -> new Sum());
        sum.days.merge(day(told), told.path("count").asLong(1), Long::sum);
        JsonNode where = told.path("where_sighted_refs");
        where.forEach(each -> sum.parties.add(each.asString("")));
        if (where.isEmpty() && told.has("created_by_ref")) {
            sum.parties.add(told.path("created_by_ref").asString(""));
        }
    }

    // When it was seen last, or else when that was said; the first day of all if that is
    // unreadable.
    private static LocalDate day(JsonNode told) {
        String at = told.path("last_seen").asString(told.path("created").asString(""));
        try {
            return LocalDate.ofInstant(Instant.parse(at), ZoneOffset.UTC);
        } catch (DateTimeException unreadable) {
            return LocalDate.EPOCH;
        }
    }

    /** Writes it, each object that there is something to say of. */
    void write(JsonGenerator json) {
        Map<String, Sum> found = new TreeMap<>();
        for (String id : of) {
            Sum sum = new Sum();
            Optional.ofNullable(sums.get(id)).ifPresent(sum::add);
            leading.getOrDefault(id, Set.of()).stream()
                    .filter(each -> !each.equals(id))
                    .flatMap(each -> Optional.ofNullable(sums.get(each)).stream())
                    .forEach(sum::add);
            if (sum.count() > 0 || leading.containsKey(id)) {
                found.put(id, sum);
            }
        }
        Optional<LocalDate> last =
                sums.values().stream()
                        .filter(each -> !each.days.isEmpty())
                        .map(each -> each.days.lastKey())
                        .max(LocalDate::compareTo);
        last.ifPresent(day -> json.writeStringProperty("lastSeen", day.toString()));
        json.writeObjectPropertyStart("seen");
        found.forEach((id, sum) -> {
            json.writeObjectPropertyStart(id);
            json.writeNumberProperty("objects", leading.getOrDefault(id, Set.of()).size());
            json.writeNumberProperty("parties", sum.parties.size());
            json.writeNumberProperty("count", sum.count());
            json.writeObjectPropertyStart("days");
            last.ifPresent(day ->
                    sum.days
                            .tailMap(day.minusDays(DAYS - 1))
                            .forEach((each, seen) ->
                                    json.writeNumberProperty(each.toString(), seen)));
            json.writeEndObject();
            json.writeEndObject();
        });
        json.writeEndObject();
    }
}
