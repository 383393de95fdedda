package org.commonwatch.telemetry.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record as a sensor writes it, with slots for what is different each time. Written as JSON with
 * slots in angle brackets; {@code ~} between members lets the record begin with any of those parts,
 * since no order is promised.
 */
final class Template {
    private static final Pattern SLOT = Pattern.compile("<([a-z0-9-]+)>");
    private static final int TURNED_EVERY = 64;

    /** Bytes that are always the same, and slots, in turn. */
    private static final class Pieces {
        private final byte[][] fixed;
        private final Slot[] slots;

        private Pieces(byte[][] fixed, Slot[] slots) {
            this.fixed = fixed;
            this.slots = slots;
        }

        static Pieces of(String text) {
            List<byte[]> fixed = new ArrayList<>();
            List<Slot> slots = new ArrayList<>();
            Matcher slot = SLOT.matcher(text);
            int from = 0;
            while (slot.find()) {
                fixed.add(LineWriter.ascii(text.substring(from, slot.start())));
                String name = slot.group(1).toUpperCase(Locale.ROOT).replace('-', '_');
                slots.add(Slot.valueOf(name));
                from = slot.end();
            }
            fixed.add(LineWriter.ascii(text.substring(from)));
            return new Pieces(fixed.toArray(byte[][]::new), slots.toArray(Slot[]::new));
        }

        void write(LineWriter out, Happening it) {
            for (int i = 0; i < slots.length; i++) {
                out.put(fixed[i]);
                slots[i].write(out, it);
            }
            out.put(fixed[slots.length]);
        }
    }

    private final Pieces usual;
    private final Pieces[] turned;

    private Template(Pieces usual, Pieces[] turned) {
        this.usual = usual;
        this.turned = turned;
    }

    /** A record of that text without its line breaks. */
    static Template of(String text) {
        String line = text.strip().replace("\n", "");
        String members = line.substring(1, line.length() - 1);
        List<String> parts = List.of(members.split(",~"));
        List<Pieces> turned = new ArrayList<>();
        for (int first = 0; first < parts.size(); first++) {
            List<String> order = new ArrayList<>(parts.subList(first, parts.size()));
            order.addAll(parts.subList(0, first));
            turned.add(Pieces.of("{" + String.join(",", order) + "}"));
        }
        return new Template(turned.getFirst(), turned.toArray(Pieces[]::new));
    }

    void write(LineWriter out, Happening it) {
        boolean other = it.random.nextInt(TURNED_EVERY) == 0;
        Pieces pieces = other ? turned[it.random.nextInt(turned.length)] : usual;
        pieces.write(out, it);
    }
}
