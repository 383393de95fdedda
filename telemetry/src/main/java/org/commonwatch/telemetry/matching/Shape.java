package org.commonwatch.telemetry.matching;

import java.util.BitSet;

/**
 * What can be there at all, in little memory: what this rules out is not looked for.
 *
 * <p>Of networks: which lengths there are, and which first 16 bits of an address any of them has a
 * part in. Of names: how many labels they have, and which last labels. Of URLs: how long their
 * beginnings are; and the hosts, for writing a URL in its one form is dear.
 */
final class Shape {
    private static final int BLOCK_BITS = 16;
    private static final int LABEL_BITS = 12;
    private static final int MANY_LABELS = 63;

    private final BitSet lengths4;
    private final BitSet lengths6;
    private final BitSet blocks4;
    private final BitSet blocks6;
    private final BitSet labelCounts;
    private final BitSet lastLabels;
    private final BitSet prefixLengths;

    Shape() {
        this(
                new BitSet[] {
                    new BitSet(),
                    new BitSet(),
                    new BitSet(),
                    new BitSet(),
                    new BitSet(),
                    new BitSet(),
                    new BitSet()
                });
    }

    private Shape(BitSet[] sets) {
        lengths4 = sets[0];
        lengths6 = sets[1];
        blocks4 = sets[2];
        blocks6 = sets[3];
        labelCounts = sets[4];
        lastLabels = sets[5];
        prefixLengths = sets[6];
    }

    void write(SectionWriter sections) {
        BitSet[] all = {
            lengths4, lengths6, blocks4, blocks6, labelCounts, lastLabels, prefixLengths
        };
        for (int i = 0; i < all.length; i++) {
            sections.put("shape." + i, all[i].toLongArray());
        }
    }

    static Shape read(SectionReader sections) {
        BitSet[] sets = new BitSet[7];
        for (int i = 0; i < sets.length; i++) {
            sets[i] = BitSet.valueOf(sections.longs("shape." + i));
        }
        Shape shape = new Shape(sets);
        if (shape.lengths4.length() > 33 || shape.lengths6.length() > 129) {
            throw new IllegalArgumentException("a network is longer than an address");
        }
        return shape;
    }

    void addNetwork4(long address, int length) {
        lengths4.set(length);
        addBlocks(blocks4, (int) (address >>> BLOCK_BITS), length);
    }

    void addNetwork6(long high, int length) {
        lengths6.set(length);
        addBlocks(blocks6, (int) (high >>> (Long.SIZE - BLOCK_BITS)), length);
    }

    private static void addBlocks(BitSet blocks, int first, int length) {
        blocks.set(first, first + (1 << Math.max(0, BLOCK_BITS - length)));
    }

    void addName(byte[] name, int from, int to) {
        int labels = 1;
        for (int i = from; i < to; i++) {
            labels += name[i] == '.' ? 1 : 0;
        }
        labelCounts.set(Math.min(labels, MANY_LABELS));
        int last = to;
        while (last > from && name[last - 1] != '.') {
            last--;
        }
        lastLabels.set(label(Hash.ofText(name, last, to)));
    }

    void addPrefix(int length) {
        prefixLengths.set(length);
    }

    /** Lengths of networks, the shortest first. */
    int[] lengths4() {
        return lengths4.stream().toArray();
    }

    /** Lengths of networks, the shortest first. */
    int[] lengths6() {
        return lengths6.stream().toArray();
    }

    boolean hasNetworkNear4(long address) {
        return blocks4.get((int) (address >>> BLOCK_BITS));
    }

    boolean hasNetworkNear6(long high) {
        return blocks6.get((int) (high >>> (Long.SIZE - BLOCK_BITS)));
    }

    /** Whether there may be a name of so many labels. */
    boolean hasNameOf(int labels) {
        return labelCounts.get(Math.min(labels, MANY_LABELS));
    }

    /** Whether there may be a name whose last label has the hash. */
    boolean hasNameUnder(long lastLabel) {
        return lastLabels.get(label(lastLabel));
    }

    /** Whether there may be a beginning of URLs of so many bytes. */
    boolean hasPrefixOf(int length) {
        return prefixLengths.get(length);
    }

    private static int label(long hash) {
        return (int) (hash >>> (Long.SIZE - LABEL_BITS));
    }
}
