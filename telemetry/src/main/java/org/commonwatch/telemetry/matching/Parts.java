package org.commonwatch.telemetry.matching;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** Finds which of many short texts another text contains, in any case. */
final class Parts {
    private static final int GRAM = 4;

    private final byte[][] texts;
    private final int[] lists;
    // The texts of four bytes or more in chains by a hash of their first four; the others in one.
    private final int[] heads;
    private final int[] next;
    private final int shift;
    private final int shorter;

    Parts(List<byte[]> parts, List<Integer> partLists) {
        texts = new byte[parts.size()][];
        lists = new int[texts.length];
        next = new int[texts.length];
        int bits = 33 - Integer.numberOfLeadingZeros(Math.max(1, texts.length));
        heads = new int[1 << bits];
        shift = Integer.SIZE - bits;
        Arrays.fill(heads, -1);
        int allShorter = -1;
        for (int i = 0; i < texts.length; i++) {
            byte[] text = parts.get(i).clone();
            for (int j = 0; j < text.length; j++) {
                text[j] = Hash.small(text[j]);
            }
            texts[i] = text;
            lists[i] = partLists.get(i);
            if (text.length < GRAM) {
                next[i] = allShorter;
                allShorter = i;
            } else {
                int head = head(text, 0);
                next[i] = heads[head];
                heads[head] = i;
            }
        }
        shorter = allShorter;
    }

    /** Tells the list of each that the text contains. */
    void forEachIn(byte[] text, int from, int to, IntConsumer found) {
        if (texts.length == 0) {
            return;
        }
        for (int i = from; i < to; i++) {
            tell(shorter, text, i, to, found);
            if (i + GRAM <= to) {
                tell(heads[head(text, i)], text, i, to, found);
            }
        }
    }

    private void tell(int first, byte[] text, int from, int to, IntConsumer found) {
        for (int part = first; part >= 0; part = next[part]) {
            if (begins(texts[part], text, from, to)) {
                found.accept(lists[part]);
            }
        }
    }

    private static boolean begins(byte[] part, byte[] text, int from, int to) {
        if (part.length > to - from) {
            return false;
        }
        for (int i = 0; i < part.length; i++) {
            if (part[i] != Hash.small(text[from + i])) {
                return false;
            }
        }
        return true;
    }

    private int head(byte[] text, int at) {
        int gram = 0;
        for (int i = 0; i < GRAM; i++) {
            gram = (gram << 8) | (Hash.small(text[at + i]) & 255);
        }
        return (gram * 0x9E37_79B9) >>> shift;
    }
}
