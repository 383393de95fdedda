package org.commonwatch.server.record;

import org.commonwatch.access.AsOf;
import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One answer to a reader, as it is to be recorded before it leaves.
 *
 * @param asOf the time the rulings are about, and the time of what was known
 * @param rules editions of the rules that ruled
 */
public record Answer(Who who, Asked asked, AsOf asOf, String rules, Sent sent) {
    /** Whom it is for: a party, by the name that signed in. */
    public record Who(StixId party, String user) {}

    /**
     * What was asked.
     *
     * @param surface such as {@code taxii objects}
     * @param filter as the reader wrote it
     */
    public record Asked(String surface, String filter) {}

    /**
     * What leaves.
     *
     * @param places of the object rows, in the order sent; empty if there are none
     * @param audiences numbers of the audiences of these rows
     * @param sha256 of the bytes, in lower-case hexadecimal
     */
    public record Sent(List<Place> places, Set<Integer> audiences, String sha256) {
        private static final int SHA256_DIGITS = 64;

        /** With the SHA-256 of the bytes themselves. */
        public static Sent of(List<Place> places, Set<Integer> audiences, byte[] bytes) {
            return new Sent(places, audiences, Chain.sha256(bytes));
        }

        public Sent {
            places = List.copyOf(places);
            audiences = Set.copyOf(audiences);
            if (sha256.length() != SHA256_DIGITS) {
                throw new IllegalArgumentException("no SHA-256: '" + sha256 + "'");
            }
        }
    }

    /** Where an object row stands for its reader. */
    public record Place(Instant added, long sequence) {}
}
