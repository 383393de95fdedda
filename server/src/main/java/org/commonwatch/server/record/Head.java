package org.commonwatch.server.record;

/**
 * The last entry of a record. Whoever notes it can tell later whether anything up to it was
 * changed.
 *
 * @param number of the entry; 0 if there is none
 * @param hash in lower-case hexadecimal; all zeros if there is none
 */
public record Head(long number, String hash) {
    static final Head GENESIS = new Head(0, "0".repeat(64));
}
