package org.commonwatch.telemetry.matching;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The different origins of a table's indicators, by number; 0 is the unknown one. */
final class Origins {
    private static final int TEXTS = 2;

    private final List<Origin> all = new ArrayList<>();
    private final Map<Origin, Integer> numbers = new HashMap<>();

    Origins() {
        number(Origin.UNKNOWN, 1);
    }

    /** The number of an origin; beyond the limit, of less of it: without source, then unknown. */
    int number(Origin origin, int limit) {
        Integer known = numbers.get(origin);
        if (known != null) {
            return known;
        }
        if (all.size() < limit) {
            numbers.put(origin, all.size());
            all.add(origin);
            return all.size() - 1;
        }
        Origin list = new Origin(origin.list(), "", 0);
        return numbers.getOrDefault(list, 0);
    }

    Origin origin(int number) {
        return all.get(number);
    }

    int size() {
        return all.size();
    }

    void write(SectionWriter sections) {
        var texts = new Texts();
        int[] days = new int[all.size()];
        for (int i = 0; i < days.length; i++) {
            texts.add(all.get(i).list());
            texts.add(all.get(i).source());
            days[i] = all.get(i).day();
        }
        texts.write("origins", sections);
        sections.put("origins.days", days);
    }

    static Origins read(SectionReader sections) {
        List<String> texts = Texts.read("origins", sections);
        int[] days = sections.ints("origins.days");
        if (texts.size() != TEXTS * days.length || days.length == 0) {
            throw new IllegalArgumentException("the sections of origins do not fit together");
        }
        Origins origins = new Origins();
        for (int i = 1; i < days.length; i++) {
            var origin = new Origin(texts.get(TEXTS * i), texts.get(TEXTS * i + 1), days[i]);
            if (origins.number(origin, Integer.MAX_VALUE) != i) {
                throw new IllegalArgumentException("an origin is there twice");
            }
        }
        return origins;
    }

    /** Texts in two sections. */
    static final class Texts {
        private final List<byte[]> texts = new ArrayList<>();

        void add(String text) {
            texts.add(text.getBytes(StandardCharsets.UTF_8));
        }

        void write(String name, SectionWriter sections) {
            int[] lengths = texts.stream().mapToInt(text -> text.length).toArray();
            byte[] bytes = new byte[texts.stream().mapToInt(text -> text.length).sum()];
            int end = 0;
            for (byte[] text : texts) {
                System.arraycopy(text, 0, bytes, end, text.length);
                end += text.length;
            }
            sections.put(name + ".lengths", lengths);
            sections.put(name + ".texts", bytes);
        }

        static List<String> read(String name, SectionReader sections) {
            byte[] bytes = sections.bytes(name + ".texts");
            List<String> texts = new ArrayList<>();
            int from = 0;
            for (int length : sections.ints(name + ".lengths")) {
                if (length < 0 || length > bytes.length - from) {
                    throw new IllegalArgumentException("the texts of " + name + " are cut off");
                }
                texts.add(new String(bytes, from, length, StandardCharsets.UTF_8));
                from += length;
            }
            return texts;
        }
    }
}
