package org.commonwatch.telemetry.sensor.line;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Kinds;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.AddressText;
import org.commonwatch.telemetry.sensor.Timestamp;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes columns of the event that was begun from byte strings. What is missing, or not of its
 * kind, is left out. Not for use by several threads at once.
 */
public final class ColumnWriter {
    /** No address has more characters, its zone included. */
    static final int ADDRESS_LIMIT = 80;

    static final int LAST_PORT = 65_535;
    static final int TCP = 6;

    /** No number that is read has more digits, zeros in front counted. */
    static final int MOST_DIGITS = 9;

    private static final int LAST_PROTOCOL = 255;

    private static final int MOST_KINDS = 1 << 12;
    private static final int KEY_LIMIT = 1 << 10;

    private final Map<String, Kind> kinds = new HashMap<>();
    private final CountingRule rule;
    private final AddressText addresses = new AddressText();
    private final byte[] scratch = new byte[ADDRESS_LIMIT];

    /** Writes for counting by the rule. */
    public ColumnWriter(CountingRule rule) {
        this.rule = rule;
    }

    /** When it happened. */
    public void time(Timestamp time, Events events) {
        events.putTime(time.micros(), time.zoned());
    }

    /** Who acted; whether the text is an address, in brackets or not. */
    public boolean source(@Nullable String text, Events events) {
        int length = address(text);
        return length > 0 && addresses.source(scratch, 0, length, events);
    }

    /** Who was acted upon; whether the text is an address, in brackets or not. */
    public boolean target(@Nullable String text, Events events) {
        int length = address(text);
        return length > 0 && addresses.target(scratch, 0, length, events);
    }

    /** Both ports, as numbers; what is no port is taken for unknown. */
    public void ports(@Nullable String source, @Nullable String target, Events events) {
        events.putPorts(number(source, LAST_PORT), number(target, LAST_PORT));
    }

    /** The transport by its name or number; what it means as facts. */
    public int protocol(@Nullable String name, Events events) {
        int number = name == null ? 0 : protocol(name);
        events.putProtocol(number);
        return number == TCP ? Fact.TCP.bit() : 0;
    }

    /** A text, unless it is empty. */
    public void text(Text kind, @Nullable String value, Events events) {
        if (value != null && !value.isEmpty()) {
            byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
            events.putText(kind, bytes, 0, bytes.length);
        }
    }

    /** A hash, by its number of hexadecimal digits; anything else is left out. */
    public void hash(@Nullable String value, Events events) {
        if (value == null || !isHex(value)) {
            return;
        }
        switch (value.length()) {
            case 32 -> text(Text.MD5, value, events);
            case 40 -> text(Text.SHA1, value, events);
            case 64 -> text(Text.SHA256, value, events);
            default -> {}
        }
    }

    /** The kind of an alert by its category and signature; see {@link Kinds}. */
    public Kind kind(@Nullable String category, @Nullable String signature) {
        String key = category + "\n" + signature;
        Kind known = kinds.get(key);
        if (known != null) {
            return known;
        }
        Kind kind = Kinds.of(category, signature);
        // Whoever writes ever new signatures finds no more room here, and only loses speed.
        if (kinds.size() < MOST_KINDS && key.length() <= KEY_LIMIT) {
            kinds.put(key, kind);
        }
        return kind;
    }

    /**
     * What the record counts as.
     *
     * @param type number of its type in the rule
     * @param kind what it is if it is an alert
     */
    public void classify(int type, int facts, Kind kind, Events events) {
        events.classify(rule, type, facts, kind);
    }

    /** The number of a type in the rule. */
    public int type(String type) {
        return rule.type(type);
    }

    /** A whole number from 0 to the greatest; 0 if it is none. */
    public static int number(@Nullable String text, int greatest) {
        if (text == null || text.isEmpty() || text.length() > MOST_DIGITS) {
            return 0;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = 10 * number + digit;
        }
        return number <= greatest ? number : 0;
    }

    /** The number of a transport by its name in IANA's registry or what sensors write instead. */
    static int protocol(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "tcp", "tcp6" -> TCP;
            case "udp", "udp6" -> 17;
            case "icmp" -> 1;
            case "igmp" -> 2;
            case "gre" -> 47;
            case "esp" -> 50;
            case "ah" -> 51;
            case "ipv6-icmp", "icmp6", "icmpv6" -> 58;
            case "sctp" -> 132;
            default -> number(name, LAST_PROTOCOL);
        };
    }

    // Puts the text into the scratch bytes; its length, 0 if it cannot be an address.
    private int address(@Nullable String text) {
        if (text == null || text.length() < 2) {
            return 0;
        }
        boolean bracketed = text.charAt(0) == '[' && text.charAt(text.length() - 1) == ']';
        int from = bracketed ? 1 : 0;
        int length = text.length() - 2 * from;
        if (length > ADDRESS_LIMIT) {
            return 0;
        }
        for (int i = 0; i < length; i++) {
            scratch[i] = (byte) text.charAt(from + i);
        }
        return length;
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
