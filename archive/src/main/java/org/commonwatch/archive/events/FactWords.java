package org.commonwatch.archive.events;

import org.commonwatch.telemetry.event.Fact;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sets of facts as the archive keeps them: their names with spaces between, such as {@code tcp
 * connected}, because the bits of a run's memory mean nothing to the next release. Not for use by
 * several threads at once.
 */
final class FactWords {
    private static final Fact[] FACTS = Fact.values();

    private final byte[][] known = new byte[1 << FACTS.length][];

    /** The words of a set; of the empty set none. */
    byte[] of(int bits) {
        byte[] words = known[bits];
        if (words == null) {
            words =
                    Arrays.stream(FACTS)
                            .filter(fact -> (bits & fact.bit()) != 0)
                            .map(Fact::label)
                            .collect(Collectors.joining(" "))
                            .getBytes(StandardCharsets.US_ASCII);
            known[bits] = words;
        }
        return words;
    }

    /** The set that words tell, or nothing if one of them is no fact's name. */
    static Optional<Integer> bits(String words) {
        int bits = 0;
        for (String word : words.isEmpty() ? new String[0] : words.split(" ", -1)) {
            int before = bits;
            for (Fact fact : FACTS) {
                bits |= fact.label().equals(word) ? fact.bit() : 0;
            }
            if (bits == before) {
                return Optional.empty();
            }
        }
        return Optional.of(bits);
    }
}
