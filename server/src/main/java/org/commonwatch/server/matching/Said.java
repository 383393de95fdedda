package org.commonwatch.server.matching;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.StixTime;
import org.commonwatch.stix.Tlp;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.pattern.Pattern;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What those who gave an indicator say is to be looked for. Each speaks by its newest version that
 * it has not taken back, and ends its own word by revoking it; who made the indicator ends
 * everybody's.
 *
 * @param things each once, as long as anybody says
 * @param leftOut why there are none; empty if there are some
 * @param sequence of the first row that says so, else of the first of all
 * @param tlp the level of that row, and of no marking the widest
 */
record Said(Map<Observable, Valid> things, String leftOut, long sequence, Tlp tlp) {
    /** Of what was taken back by all who gave it. */
    static final String WITHDRAWN = "withdrawn";

    static final String REVOKED = "revoked";
    static final String OTHER_LANGUAGE = "a pattern of another language";
    static final String OTHER_PATTERN = "a pattern that is more than look-ups";
    static final String INVALID = "no valid indicator";
    static final String UNSEEN = "nothing that a sensor's record shows";

    private static final Comparator<Version> NEWEST =
            Comparator.comparing(Version::version)
                    .thenComparing(Comparator.comparingLong(Version::sequence).reversed());

    /** From when to when, the second not included; no end if none is known. */
    record Valid(Instant from, Optional<Instant> until) {
        private Valid or(Valid other) {
            Optional<Instant> end =
                    until.flatMap(one -> other.until.map(two -> one.isAfter(two) ? one : two));
            return new Valid(from.isBefore(other.from) ? from : other.from, end);
        }
    }

    /** A version that was given and not taken back, and whose word it is. */
    record Version(long sequence, StixId owner, Instant version, StixObject object) {
        private boolean isByMaker() {
            return text(object, "created_by_ref").filter(owner.toString()::equals).isPresent();
        }
    }

    /** What one version says. */
    private record Word(long sequence, Set<Observable> things, Valid valid, String leftOut) {}

    /** What all versions of one indicator that are there say; there is at least one. */
    static Said of(List<Version> versions) {
        Map<StixId, Version> newest = new LinkedHashMap<>();
        versions.forEach(each ->
                newest.merge(
                        each.owner(),
                        each,
                        (one, two) -> NEWEST.compare(one, two) >= 0 ? one : two));
        boolean revoked =
                newest.values().stream()
                        .anyMatch(each -> each.object().revoked() && each.isByMaker());
        List<Version> words =
                newest.values().stream()
                        .sorted(Comparator.comparingLong(Version::sequence))
                        .toList();
        Map<Observable, Valid> things = new LinkedHashMap<>();
        Version source = words.getFirst();
        String leftOut = "";
        for (Version each : words) {
            Word word = word(each, revoked);
            if (!word.things().isEmpty() && things.isEmpty()) {
                source = each;
            }
            leftOut = leftOut.isEmpty() ? word.leftOut() : leftOut;
            word.things().forEach(thing -> things.merge(thing, word.valid(), Valid::or));
        }
        return new Said(
                things, things.isEmpty() ? leftOut : "", source.sequence(), tlp(source.object()));
    }

    private static Word word(Version version, boolean revoked) {
        StixObject object = version.object();
        if (revoked || object.revoked()) {
            return leftOut(version, REVOKED);
        }
        // What was given in the form of STIX 2.0 has no other language.
        String language = text(object, "pattern_type").orElse("stix");
        if (!language.equals("stix")) {
            return leftOut(version, OTHER_LANGUAGE);
        }
        try {
            Set<Observable> all = Pattern.parse(text(object, "pattern").orElse("")).observables();
            List<Observable> seen = new ArrayList<>(all);
            seen.removeIf(each -> each.kind() == Observable.Kind.EMAIL);
            if (seen.isEmpty()) {
                return leftOut(version, all.isEmpty() ? OTHER_PATTERN : UNSEEN);
            }
            Instant from = time(object, "valid_from").orElse(Instant.EPOCH);
            Valid valid = new Valid(from, time(object, "valid_until"));
            return new Word(version.sequence(), Set.copyOf(seen), valid, "");
        } catch (RefusedException e) {
            return leftOut(version, INVALID);
        }
    }

    private static Word leftOut(Version version, String why) {
        return new Word(
                version.sequence(), Set.of(), new Valid(Instant.EPOCH, Optional.empty()), why);
    }

    private static Optional<String> text(StixObject object, String name) {
        return object.properties().get(name) instanceof JsonString text
                ? Optional.of(text.value())
                : Optional.empty();
    }

    private static Optional<Instant> time(StixObject object, String name) {
        return text(object, name).map(each -> StixTime.parse(each).instant());
    }

    private static Tlp tlp(StixObject object) {
        try {
            Stream<StixId> parts =
                    object.granularMarkings().stream()
                            .flatMap(each -> Stream.ofNullable(each.marking()));
            return Stream.concat(object.markings().stream(), parts)
                    .flatMap(each -> Tlp.ofMarking(each).stream())
                    .reduce(Tlp.CLEAR, Tlp::narrower);
        } catch (RefusedException unreadable) {
            return Tlp.RED; // whatever it was to say
        }
    }
}
