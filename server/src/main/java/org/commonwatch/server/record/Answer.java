package org.commonwatch.server.record;

import org.commonwatch.access.AsOf;
import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One answer to a reader, as it is to be recorded before it leaves.
 *
 * @param party whom it is for
 * @param user the name that signed in
 * @param surface what was asked, such as {@code taxii objects}
 * @param asOf the time the rulings are about, and the time of what was known
 * @param rules editions of the rules that ruled
 * @param filter what was asked for, as the reader wrote it
 * @param places of the object rows sent, in the order sent; empty if none were
 * @param audiences numbers of the audiences of these rows
 * @param sha256 of the bytes sent, in lower-case hexadecimal
 */
public record Answer(
        StixId party,
        String user,
        String surface,
        AsOf asOf,
        String rules,
        String filter,
        List<Place> places,
        Set<Integer> audiences,
        String sha256) {
    private static final int SHA256_DIGITS = 64;

    /** Where an object row stands for its reader. */
    public record Place(Instant added, long sequence) {}

    public Answer {
        places = List.copyOf(places);
        audiences = Set.copyOf(audiences);
        if (sha256.length() != SHA256_DIGITS) {
            throw new IllegalArgumentException("no SHA-256: '" + sha256 + "'");
        }
    }
}
