package org.commonwatch.telemetry.sensor.line;

import org.commonwatch.telemetry.sensor.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Takes the frame of a syslog line off: RFC 3164, RFC 5424, and what relays make of them. Whatever
 * a line begins with, something is left as its message. Not for use by several threads at once.
 */
public final class Syslog {
    /**
     * Where the parts of a framed line are, as indexes in its text.
     *
     * @param time when it was written, null if the frame does not say
     * @param tagFrom first of the program's name
     * @param tagTo after the last of it; equal to {@code tagFrom} if none is named
     * @param message first of the message; the length of the text if there is none
     */
    public record Frame(@Nullable Timestamp time, int tagFrom, int tagTo, int message) {
        /** The program's name as it stands in the line, empty if none is named. */
        public String tag(String text) {
            return text.substring(tagFrom, tagTo);
        }
    }

    private final TimeText times;

    /** Reads the frames' times in that way. */
    public Syslog(TimeText times) {
        this.times = times;
    }

    /** The frame of a line. */
    public Frame read(String text) {
        int start = blanks(text, priority(text));
        boolean version = text.startsWith("1 ", start);
        int at = version ? blanks(text, start + 2) : start;
        Timestamp time = times.prefix(text, at, text.length());
        if (time == null) {
            return version && text.startsWith("- ", at)
                    ? structured(text, null, at + 1)
                    : tagged(text, null, start);
        }
        int after = times.after();
        if (after < text.length() && text.charAt(after) != ' ' && text.charAt(after) != ':') {
            return new Frame(null, start, start, start);
        }
        return version ? structured(text, time, after) : unversioned(text, time, after);
    }

    // RFC 5424 §6: host, app, process, message id, structured data, message.
    private static Frame structured(String text, @Nullable Timestamp time, int after) {
        int host = blanks(text, after);
        int tag = blanks(text, token(text, host));
        int tagEnd = token(text, tag);
        int at = tagEnd;
        for (int i = 0; i < 2; i++) {
            at = token(text, blanks(text, at));
        }
        at = blanks(text, at);
        if (text.startsWith("-", at)) {
            at++;
        } else if (text.startsWith("[", at)) {
            at = elements(text, at);
        } else {
            // Not what it claims to be: all behind the host may be its message.
            return tagged(text, time, tag);
        }
        return new Frame(time, tag, tagEnd, blanks(text, at));
    }

    // Index after the structured data, in which "]" may stand in quotes.
    private static int elements(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '[') {
            boolean quoted = false;
            for (at++; at < text.length() && (quoted || text.charAt(at) != ']'); at++) {
                if (text.charAt(at) == '\\') {
                    at++;
                } else if (text.charAt(at) == '"') {
                    quoted = !quoted;
                }
            }
            at++;
        }
        return Math.min(at, text.length());
    }

    // RFC 3164 §4.1: host, tag, message; either of the first may be missing.
    private static Frame unversioned(String text, Timestamp time, int after) {
        int at = after;
        if (at < text.length() && text.charAt(at) == ':') {
            return tagged(text, time, blanks(text, at + 1));
        }
        int host = blanks(text, at);
        int hostEnd = token(text, host);
        if (hostEnd > host && text.charAt(hostEnd - 1) == ':') {
            return tagged(text, time, host);
        }
        return tagged(text, time, blanks(text, hostEnd));
    }

    // "sshd[1]: message" and "kernel: message"; without such a tag all is message. What has pairs
    // in it is message, too.
    private static Frame tagged(String text, @Nullable Timestamp time, int from) {
        int end = token(text, from);
        boolean tag = end - from >= 2 && text.charAt(end - 1) == ':';
        if (!tag || text.lastIndexOf('=', end) > from) {
            return new Frame(time, from, from, from);
        }
        int bracket = text.indexOf('[', from);
        int nameEnd = bracket > from && bracket < end ? bracket : end - 1;
        return new Frame(time, from, nameEnd, blanks(text, end));
    }

    // Index after "<134>", which may be missing.
    private static int priority(String text) {
        int end = text.startsWith("<") ? text.indexOf('>') : -1;
        if (end < 2 || end > 4) {
            return 0;
        }
        for (int i = 1; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return 0;
            }
        }
        int at = end + 1;
        return text.startsWith(":", at) ? at + 1 : at;
    }

    private static int token(String text, int from) {
        int end = text.indexOf(' ', from);
        return end < 0 ? text.length() : end;
    }

    private static int blanks(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }
}
