package org.commonwatch.archive.indicators;

/**
 * A row that is no indicator.
 *
 * @param line its number in the file, from 1; 0 if it has none
 * @param reason one sentence for a person
 */
public record Rejected(long line, String reason) {
    /** No more rejected rows of a list are kept; the rest are only counted. */
    public static final int KEPT_LIMIT = 1_000;
}
