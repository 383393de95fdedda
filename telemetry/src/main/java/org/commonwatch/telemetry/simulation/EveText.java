package org.commonwatch.telemetry.simulation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Writes one EVE record, in one of the ways sensors do. All texts are plain ASCII. */
final class EveText {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");
    private static final int USUAL_PERCENT = 70;

    private final List<String> members = new ArrayList<>();

    EveText text(String key, String value) {
        return json(key, '"' + value + '"');
    }

    EveText json(String key, String value) {
        members.add('"' + key + "\":" + value);
        return this;
    }

    /** An object whose members take turns: key, value, key, value. */
    EveText object(String key, String... texts) {
        EveText inner = new EveText();
        for (int i = 0; i < texts.length; i += 2) {
            inner.text(texts[i], texts[i + 1]);
        }
        return json(key, inner.toString());
    }

    /** Begins with any of the members, since no order is promised. */
    EveText turned(SplittableRandom random) {
        Collections.rotate(members, random.nextInt(members.size()));
        return this;
    }

    @Override
    public String toString() {
        return "{" + String.join(",", members) + "}";
    }

    /** A moment with some zone. */
    static String timestamp(Instant time, SplittableRandom random) {
        int percent = random.nextInt(100);
        if (percent < USUAL_PERCENT) {
            return at(time, ZoneOffset.UTC) + "+0000";
        }
        return switch (percent % 5) {
            case 0 -> at(time, ZoneOffset.UTC) + "Z";
            case 1 -> at(time, ZoneOffset.ofHours(1)) + "+01:00";
            case 2 -> at(time, ZoneOffset.ofHours(-8)) + "-0800";
            case 3 -> at(time, ZoneOffset.ofHoursMinutes(5, 45)) + "+0545";
            default -> at(time, ZoneOffset.UTC) + "-0000";
        };
    }

    /** A moment in UTC that does not say so. */
    static String bareTimestamp(Instant time) {
        return at(time, ZoneOffset.UTC);
    }

    static String hex(RandomGenerator random, int digits) {
        StringBuilder text = new StringBuilder(digits);
        while (text.length() < digits) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }

    private static String at(Instant time, ZoneOffset zone) {
        return LOCAL.format(time.atOffset(zone));
    }
}
