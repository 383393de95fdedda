package org.commonwatch.stix.pattern.matching;

import org.jspecify.annotations.Nullable;

/**
 * Leaves by the letters a text must contain: one place after the other is looked at from where a
 * letter's hash points to, so that looking for what is not there costs one look at memory.
 */
final class GramTable {
    // No more than half of the places are ever taken.
    private static final int FIRST_PLACES = 16;

    private final int length;
    private long[] grams = new long[FIRST_PLACES];
    private int[] @Nullable [] leaves = new int[FIRST_PLACES] @Nullable [];
    private int size;

    /** Takes grams of that many characters. */
    GramTable(int length) {
        this.length = length;
    }

    /** Names the leaves of every gram in the text. */
    void find(String text, PathIndex.LeafSearch search) {
        if (size > 0) {
            for (int i = 0; i + length <= text.length(); i++) {
                search.candidates(leaves[place(Key.Gram.characters(text, i, length))]);
            }
        }
    }

    /** Adds a gram that was not added yet. */
    void put(long gram, int[] of) {
        if (2 * size >= grams.length) {
            grow();
        }
        int place = place(gram);
        grams[place] = gram;
        leaves[place] = of;
        size++;
    }

    private void grow() {
        long[] oldGrams = grams;
        int[] @Nullable [] oldLeaves = leaves;
        grams = new long[2 * oldGrams.length];
        leaves = new int[grams.length] @Nullable [];
        for (int i = 0; i < oldGrams.length; i++) {
            if (oldLeaves[i] != null) {
                int place = place(oldGrams[i]);
                grams[place] = oldGrams[i];
                leaves[place] = oldLeaves[i];
            }
        }
    }

    private int place(long gram) {
        int mask = grams.length - 1;
        int place = (int) ((gram * 0x9E3779B97F4A7C15L) >>> Integer.SIZE) & mask;
        while (leaves[place] != null && grams[place] != gram) {
            place = place + 1 & mask;
        }
        return place;
    }
}
