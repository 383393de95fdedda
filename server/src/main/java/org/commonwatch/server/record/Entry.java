package org.commonwatch.server.record;

import java.time.Instant;
import java.util.Optional;

/**
 * One entry as it is kept.
 *
 * @param number its place, from 1
 * @param at when the answer was ready or the change was made
 * @param kind {@code answer}, or the label of a {@link Change.Kind}
 * @param body all that it says, in canonical JSON (RFC 8785)
 * @param rows the object rows of an answer that had any
 * @param hash in lower-case hexadecimal
 */
public record Entry(
        long number, Instant at, String kind, String body, Optional<Rows> rows, String hash) {
    /**
     * The object rows of an answer.
     *
     * @param first the lowest of their sequences
     * @param last the highest
     * @param sequences all, ascending: the first, then differences, each in groups of 7 bits, the
     *     lowest first, with 128 added to all bytes but a number's last; in Base64
     */
    public record Rows(long first, long last, String sequences) {}
}
