package org.commonwatch.telemetry.vector;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import org.commonwatch.telemetry.sensor.Marks;
import org.commonwatch.telemetry.sensor.Tokens;

/**
 * Does what {@link Tokens#block} does for all eight blocks of a group at once: a lane of a vector
 * is the mask of one block.
 */
final class EightBlocks {
    private static final VectorSpecies<Long> LANES = LongVector.SPECIES_512;
    private static final int LAST = Marks.GROUP - 1;
    private static final int ALL = (1 << Marks.GROUP) - 1;

    // What the steps find. Each is a method of its own, since the compiler gives up on more of
    // them together, and would make objects of all vectors.
    private static final int STRINGS = 0;
    private static final int OPEN = STRINGS + Marks.GROUP;
    private static final int BRACE = OPEN + Marks.GROUP;
    private static final int CLOSE = BRACE + Marks.GROUP;
    private static final int COLON = CLOSE + Marks.GROUP;
    private static final int COMMA = COLON + Marks.GROUP;
    private static final int PLAIN = COMMA + Marks.GROUP;
    private static final int PLAIN_STARTS = PLAIN + Marks.GROUP;
    private static final int PLACES = PLAIN_STARTS + Marks.GROUP;
    private static final int DOUBTFUL = PLACES + Marks.GROUP;
    private static final int ELEMENTS = DOUBTFUL + Marks.GROUP;
    private static final int COMMA_BEFORE = ELEMENTS + Marks.GROUP;
    private static final int BRACE_BEFORE = COMMA_BEFORE + Marks.GROUP;
    private static final int OPEN_BEFORE = BRACE_BEFORE + Marks.GROUP;
    private static final int CLOSE_BEFORE = OPEN_BEFORE + Marks.GROUP;
    private static final int MAY_START = CLOSE_BEFORE + Marks.GROUP;
    private static final int VALUE_BEFORE = MAY_START + Marks.GROUP;
    private static final int LINE_BEFORE = VALUE_BEFORE + Marks.GROUP;
    private static final int KEY_BEFORE = LINE_BEFORE + Marks.GROUP;
    private static final int FOUND = KEY_BEFORE + Marks.GROUP;

    private final long[] carries;
    private final long[] found = new long[FOUND];

    EightBlocks(long[] carries) {
        this.carries = carries;
    }

    /** False, and nothing changed, if a string is broken by a line end. */
    boolean group(long[] masks, Marks marks, int first) {
        LongVector real = mask(masks, Tokens.QUOTES);
        LongVector lineEnd = mask(masks, Tokens.LINE_ENDS);
        LongVector parities = prefixXor(real);
        long odd = parities.compare(VectorOperators.LT, 0).toLong();
        odd ^= odd << 1;
        odd ^= odd << 2;
        odd ^= odd << 4;
        long inString = carries[Tokens.IN_STRING];
        VectorMask<Long> within = VectorMask.fromLong(LANES, (odd << 1 ^ inString) & ALL);
        LongVector strings = parities.lanewise(VectorOperators.NOT, within);
        if (lineEnd.and(strings).compare(VectorOperators.NE, 0).anyTrue()) {
            return false;
        }
        carries[Tokens.IN_STRING] = (odd << (63 - LAST)) >> 63 ^ inString;
        strings.intoArray(found, STRINGS);
        outside(masks);
        numbers(masks);
        befores();
        otherBefores(masks);
        keys(masks);
        elements();
        doubts(masks);
        take(masks, marks, first);
        return true;
    }

    // What is not in a string.
    private void outside(long[] masks) {
        LongVector strings = kept(STRINGS);
        LongVector real = mask(masks, Tokens.QUOTES);
        LongVector within = strings.or(real);
        LongVector open = without(mask(masks, Tokens.OPENING), within);
        LongVector brace = without(mask(masks, Tokens.BRACES), within);
        LongVector close = without(mask(masks, Tokens.CLOSING), within);
        LongVector colon = without(mask(masks, Tokens.COLONS), within);
        LongVector comma = without(mask(masks, Tokens.COMMAS), within);
        LongVector places = open.or(close).or(colon).or(mask(masks, Tokens.LINE_ENDS));
        open.intoArray(found, OPEN);
        brace.intoArray(found, BRACE);
        close.intoArray(found, CLOSE);
        colon.intoArray(found, COLON);
        comma.intoArray(found, COMMA);
        places.intoArray(found, PLACES);
        places.or(comma).or(within).not().intoArray(found, PLAIN);
    }

    private void numbers(long[] masks) {
        LongVector plain = kept(PLAIN);
        LongVector plainStarts = without(plain, shifted(plain, Tokens.AFTER_PLAIN));
        LongVector odd = without(plain, mask(masks, Tokens.DIGITS));
        LongVector zeros = mask(masks, Tokens.ZEROS).and(plainStarts);
        LongVector oddStarts =
                without(odd, shifted(odd, Tokens.AFTER_ODD))
                        .or(shifted(zeros, Tokens.AFTER_ZERO).and(plain));
        plainStarts.intoArray(found, PLAIN_STARTS);
        kept(PLACES).or(oddStarts).intoArray(found, PLACES);
    }

    private void befores() {
        shifted(kept(COMMA), Tokens.AFTER_COMMA).intoArray(found, COMMA_BEFORE);
        shifted(kept(BRACE), Tokens.AFTER_BRACE).intoArray(found, BRACE_BEFORE);
        shifted(kept(OPEN), Tokens.AFTER_OPENING).intoArray(found, OPEN_BEFORE);
        shifted(kept(CLOSE), Tokens.AFTER_CLOSING).intoArray(found, CLOSE_BEFORE);
    }

    private void otherBefores(long[] masks) {
        LongVector ends = without(mask(masks, Tokens.QUOTES), kept(STRINGS));
        LongVector valueStarts = kept(COLON).or(kept(COMMA)).or(kept(OPEN));
        LongVector values = ends.or(kept(CLOSE)).or(kept(PLAIN));
        LongVector lineEnd = mask(masks, Tokens.LINE_ENDS);
        shifted(valueStarts, Tokens.BEFORE_VALUE).intoArray(found, MAY_START);
        shifted(values, Tokens.AFTER_VALUE).intoArray(found, VALUE_BEFORE);
        shifted(lineEnd, Tokens.AFTER_LINE_END).intoArray(found, LINE_BEFORE);
    }

    private void keys(long[] masks) {
        LongVector strings = kept(STRINGS);
        LongVector real = mask(masks, Tokens.QUOTES);
        LongVector tokenBefore = kept(COMMA_BEFORE).or(kept(BRACE_BEFORE));
        LongVector keyEnds = keyEnds(strings, real.and(strings).and(tokenBefore));
        shifted(without(keyEnds.and(real), strings), Tokens.AFTER_KEY).intoArray(found, KEY_BEFORE);
    }

    private void elements() {
        LongVector colon = kept(COLON);
        LongVector keyBefore = kept(KEY_BEFORE);
        LongVector openOrPlain = kept(OPEN).or(kept(PLAIN_STARTS));
        openOrPlain
                .and(kept(BRACE_BEFORE))
                .or(without(colon, keyBefore))
                .intoArray(found, DOUBTFUL);
        without(keyBefore, colon)
                .or(kept(COMMA_BEFORE).and(openOrPlain))
                .intoArray(found, ELEMENTS);
    }

    private void doubts(long[] masks) {
        LongVector strings = kept(STRINGS);
        LongVector valueBefore = kept(VALUE_BEFORE);
        LongVector lineBefore = kept(LINE_BEFORE);
        LongVector starts = mask(masks, Tokens.QUOTES).and(strings);
        LongVector begins = starts.or(kept(PLAIN_STARTS)).or(without(kept(OPEN), lineBefore));
        kept(DOUBTFUL)
                .or(mask(masks, Tokens.WRONGLY_ESCAPED))
                .or(mask(masks, Tokens.LOW).and(strings))
                .or(without(begins, kept(MAY_START)))
                .or(without(kept(COMMA), valueBefore))
                .or(without(kept(CLOSE), valueBefore.or(kept(OPEN_BEFORE))))
                .or(without(mask(masks, Tokens.LINE_ENDS), lineBefore.or(kept(CLOSE_BEFORE))))
                .intoArray(found, DOUBTFUL);
    }

    private void take(long[] masks, Marks marks, int first) {
        LongVector doubtful = kept(DOUBTFUL);
        LongVector elements = kept(ELEMENTS);
        mask(masks, Tokens.QUOTES).intoArray(marks.quotes(), first);
        mask(masks, Tokens.BACKSLASHES).intoArray(marks.backslashes(), first);
        kept(PLACES).or(doubtful).or(elements).intoArray(marks.places(), first);
        doubtful.intoArray(marks.doubtful(), first);
        elements.intoArray(marks.elements(), first);
        mask(masks, Tokens.LINE_ENDS).intoArray(marks.lineEnds(), first);
    }

    private LongVector kept(int what) {
        return LongVector.fromArray(LANES, found, what);
    }

    // As in Tokens; what goes on from lane to lane is added as one number.
    private LongVector keyEnds(LongVector strings, LongVector keyStarts) {
        LongVector sum = strings.add(keyStarts);
        LongVector over = strings.and(keyStarts).or(without(strings.or(keyStarts), sum));
        long over1 = over.compare(VectorOperators.LT, 0).toLong();
        long full = sum.compare(VectorOperators.EQ, -1).toLong();
        long carried = over1 << 1 | carries[Tokens.IN_KEY];
        long added = full + carried;
        carries[Tokens.IN_KEY] = added >>> Marks.GROUP & 1;
        VectorMask<Long> lanes = VectorMask.fromLong(LANES, (added ^ full) & ALL);
        return sum.add(1, lanes);
    }

    private LongVector shifted(LongVector mask, int carry) {
        long tops = mask.compare(VectorOperators.LT, 0).toLong();
        long before = tops << 1 | carries[carry];
        carries[carry] = tops >>> LAST;
        VectorMask<Long> lanes = VectorMask.fromLong(LANES, before & ALL);
        return mask.lanewise(VectorOperators.LSHL, 1).add(1, lanes);
    }

    private static LongVector prefixXor(LongVector bits) {
        LongVector x = bits;
        x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHL, 1));
        x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHL, 2));
        x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHL, 4));
        x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHL, 8));
        x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHL, 16));
        return x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHL, 32));
    }

    private static LongVector without(LongVector mask, LongVector other) {
        return mask.lanewise(VectorOperators.AND_NOT, other);
    }

    private static LongVector mask(long[] masks, int question) {
        return LongVector.fromArray(LANES, masks, question * Marks.GROUP);
    }
}
