package org.commonwatch.server.misp;

import org.commonwatch.server.sharing.Caller;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonBoolean;
import org.commonwatch.stix.json.JsonObject;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What became readable to a party in one collection on one day. Its UUID tells the three, and can
 * be told from others only by who knows the party and the collection.
 */
record FeedEvent(UUID uuid, LocalDate day) {
    private static final UUID NAMESPACE = UUID.fromString("0a8c5a0e-2f5d-4b52-8b0b-8f8f0a3c1d57");
    private static final long DAY = 0xFFFFFFFFL;

    static FeedEvent of(Caller caller, UUID collection, LocalDate day) {
        UUID whose = whose(caller, collection);
        long low = (whose.getLeastSignificantBits() & ~DAY) | (day.toEpochDay() & DAY);
        return new FeedEvent(new UUID(whose.getMostSignificantBits(), low), day);
    }

    /** The event of this UUID; empty if it is of no day, another party or another collection. */
    static Optional<FeedEvent> find(Caller caller, UUID collection, UUID uuid) {
        LocalDate day = LocalDate.ofEpochDay(uuid.getLeastSignificantBits() & DAY);
        return Optional.of(of(caller, collection, day)).filter(each -> each.uuid().equals(uuid));
    }

    private static UUID whose(Caller caller, UUID collection) {
        return StixId.derived("report", NAMESPACE, caller.party().toString(), collection.toString())
                .uuid();
    }

    static LocalDate day(Instant of) {
        return LocalDate.ofInstant(of, ZoneOffset.UTC);
    }

    /** The moment before which everything was readable before this day. */
    Instant before() {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1_000);
    }

    /** What is around its attributes. */
    JsonObject head(String title, Instant last, Collection<String> tags) {
        return JsonObject.builder()
                .put("uuid", uuid.toString())
                .put("info", title + ", " + day)
                .put("date", day.toString())
                .put("timestamp", Long.toString(last.getEpochSecond()))
                .put("publish_timestamp", Long.toString(last.getEpochSecond()))
                .put("published", JsonBoolean.TRUE)
                .put("analysis", "2")
                .put("threat_level_id", "4")
                .put("distribution", "0")
                .put("Orgc", ORGANISATION)
                .put(
                        "Tag",
                        new JsonArray(
                                List.copyOf(
                                        tags.stream()
                                                .map(each ->
                                                        JsonObject.builder()
                                                                .put("name", each)
                                                                .build())
                                                .toList())))
                .build();
    }

    private static final JsonObject ORGANISATION =
            JsonObject.builder()
                    .put("uuid", "b2d7c8f0-41e9-4f7e-8a61-5c0f6f0a93d2")
                    .put("name", "Commonwatch")
                    .build();
}
