package org.commonwatch.server.record;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.record.Answer.Place;
import org.commonwatch.stix.json.CanonicalJson;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonNumber;
import org.commonwatch.stix.json.JsonObject;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An entry that has no number yet, and so no hash. */
final class Draft {
    /** A body may be so long. */
    static final int BODY_BYTES = 1 << 20;

    /** An answer may tell so many object rows. */
    static final int ROWS = 100_000;

    static final String ANSWER = "answer";

    // What a row of the table and its way there take beside body and sequences, about.
    private static final int OTHER_BYTES = 256;

    private final Instant at;
    private final String kind;
    private final byte[] body;
    private final Optional<Sequences> rows;

    Draft(Instant at, String kind, byte[] body, Optional<Sequences> rows) {
        this.at = at;
        this.kind = kind;
        this.body = body;
        this.rows = rows;
    }

    /** What is to be said of an answer that is ready at an instant. */
    static Draft of(Answer answer, Instant ready) {
        List<Place> places = answer.sent().places();
        if (places.size() > ROWS) {
            throw new ProblemException(
                    new Problem.TooLarge("The number of objects in one answer", ROWS + ""));
        }
        Instant at = ready.truncatedTo(ChronoUnit.MICROS);
        Optional<Sequences> rows = Sequences.of(places);
        JsonObject.Builder body =
                JsonObject.builder()
                        .put("at", at.toString())
                        .put("kind", ANSWER)
                        .put("party", answer.who().party().toString())
                        .put("user", answer.who().user())
                        .put("surface", answer.asked().surface())
                        .put("validAt", answer.asOf().validAt().toString())
                        .put("knownAt", answer.asOf().knownAt().toString())
                        .put("rules", answer.rules())
                        .put("filter", answer.asked().filter())
                        .put("audiences", ranges(answer.sent().audiences()))
                        .put("count", JsonNumber.of(places.size()))
                        .put("sent", answer.sent().sha256());
        rows.ifPresent(sequences ->
                body.put("first", place(places.getFirst()))
                        .put("last", place(places.getLast()))
                        .put("rows", Chain.sha256(sequences.bytes())));
        return new Draft(at, ANSWER, bytes(body.build()), rows);
    }

    /** What is to be said of a change. */
    static Draft of(Change change) {
        Instant at = change.at().truncatedTo(ChronoUnit.MICROS);
        String kind = change.kind().label();
        JsonObject body =
                JsonObject.builder()
                        .put("at", at.toString())
                        .put("kind", kind)
                        .put("user", change.user())
                        .put("what", change.what())
                        .build();
        return new Draft(at, kind, bytes(body), Optional.empty());
    }

    private static Json place(Place place) {
        return JsonObject.builder()
                .put("added", place.added().toString())
                .put("sequence", JsonNumber.of(place.sequence()))
                .build();
    }

    // Such as 1-3,7: audiences are numbered as they arise, so those of one answer are near.
    private static String ranges(Set<Integer> audiences) {
        int[] numbers = audiences.stream().mapToInt(Integer::intValue).sorted().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers.length; ) {
            int end = i;
            while (end + 1 < numbers.length && numbers[end + 1] == numbers[end] + 1) {
                end++;
            }
            text.append(text.isEmpty() ? "" : ",").append(numbers[i]);
            if (end > i) {
                text.append('-').append(numbers[end]);
            }
            i = end + 1;
        }
        return text.toString();
    }

    private static byte[] bytes(JsonObject body) {
        byte[] bytes = CanonicalJson.of(body).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > BODY_BYTES) {
            throw new ProblemException(
                    new Problem.TooLarge("What is to be recorded", (BODY_BYTES >> 10) + " KiB"));
        }
        return bytes;
    }

    Instant at() {
        return at;
    }

    String kind() {
        return kind;
    }

    byte[] body() {
        return body;
    }

    Optional<Sequences> rows() {
        return rows;
    }

    /** About how much memory it takes. */
    int size() {
        return OTHER_BYTES + body.length + rows.map(each -> each.bytes().length).orElse(0);
    }
}
