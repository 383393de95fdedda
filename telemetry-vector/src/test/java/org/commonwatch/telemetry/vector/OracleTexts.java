package org.commonwatch.telemetry.vector;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments, numbers and addresses in texts, read in the plainest way. */
final class OracleTexts {
    private static final Pattern MOMENT =
            Pattern.compile(
                    "([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})"
                            + "(?:\\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:?[0-9]{2})?");
    private static final Pattern FOUR =
            Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

    /** A moment in microseconds since 1970, UTC. */
    record Moment(long micros, boolean zoned) {}

    private OracleTexts() {}

    static @Nullable Moment moment(String text) {
        Matcher parts = MOMENT.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        long seconds;
        try {
            seconds =
                    LocalDateTime.of(
                                    number(parts, 1),
                                    number(parts, 2),
                                    number(parts, 3),
                                    number(parts, 4),
                                    number(parts, 5),
                                    number(parts, 6))
                            .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
        String zone = parts.group(8);
        if (zone != null && !zone.equals("Z")) {
            int hours = Integer.parseInt(zone.substring(1, 3));
            int minutes = Integer.parseInt(zone.substring(zone.length() - 2));
            if (minutes > 59 || hours * 60 + minutes > 18 * 60) {
                return null;
            }
            seconds += (zone.startsWith("-") ? 60L : -60L) * (hours * 60 + minutes);
        }
        if (seconds < year(1900) || seconds >= year(3000)) {
            return null;
        }
        String fraction = parts.group(7) == null ? "" : parts.group(7);
        int micros = Integer.parseInt((fraction + "000000").substring(0, 6));
        return new Moment(seconds * 1_000_000 + micros, zone != null);
    }

    /** A number of nothing but digits, 0 if it is none or above the limit. */
    static int number(@Nullable String text, int limit) {
        if (text == null || text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        BigInteger number = new BigInteger(text);
        return number.compareTo(BigInteger.valueOf(limit)) > 0 ? 0 : number.intValue();
    }

    static @Nullable Integer four(@Nullable String text) {
        if (text == null || !FOUR.matcher(text).matches()) {
            return null;
        }
        int address = 0;
        for (String octet : text.split("\\.", -1)) {
            if (Integer.parseInt(octet) > 255) {
                return null;
            }
            address = address << 8 | Integer.parseInt(octet);
        }
        return address;
    }

    static long @Nullable [] six(@Nullable String zoned) {
        if (zoned == null) {
            return null;
        }
        String text = zoned.indexOf('%') < 0 ? zoned : zoned.substring(0, zoned.indexOf('%'));
        int gap = text.indexOf("::");
        List<Integer> before = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        List<Integer> after = groups(gap < 0 ? "" : text.substring(gap + 2), true);
        if (before == null || after == null) {
            return null;
        }
        int known = before.size() + after.size();
        if (gap < 0 ? known != 8 : known > 7) {
            return null;
        }
        List<Integer> all = new ArrayList<>(before);
        while (all.size() + after.size() < 8) {
            all.add(0);
        }
        all.addAll(after);
        long[] halves = new long[2];
        for (int i = 0; i < 8; i++) {
            halves[i / 4] = halves[i / 4] << 16 | all.get(i);
        }
        return halves;
    }

    private static @Nullable List<Integer> groups(String text, boolean last) {
        List<Integer> groups = new ArrayList<>();
        String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            Integer four = last && i == parts.length - 1 ? four(parts[i]) : null;
            if (four != null) {
                groups.add(four >>> 16);
                groups.add(four & 0xFFFF);
            } else if (GROUP.matcher(parts[i]).matches()) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return null;
            }
        }
        return groups;
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private static long year(int year) {
        return LocalDateTime.of(year, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    }
}
