package org.commonwatch.stix.pattern.value;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes a regular expression of PCRE's dialect, which STIX 2.1 §9.6.1 asks for, in that of RE2,
 * which takes time proportional to the text. What RE2 cannot express is told with its place.
 *
 * <p>On the way it counts what repetitions will be written out to, and looks for a literal that
 * every match contains.
 */
final class PcreReader {
    private static final String VERTICAL = "\\n\\x0b\\f\\r\\x{85}\\x{2028}\\x{2029}";
    private static final String HORIZONTAL =
            "\\t \\x{a0}\\x{1680}\\x{180e}\\x{2000}-\\x{200a}\\x{202f}\\x{205f}\\x{3000}";

    /** A group that has not ended: its size so far, and that of the last thing in it. */
    private static final class Group {
        private long size;
        private long last;
    }

    private final String regex;
    private final boolean manyLines;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Group> groups = new ArrayDeque<>();
    // The literal that is being read, and the longest that was; only outside of all groups.
    private final StringBuilder run = new StringBuilder();
    private String longest = "";
    // Whether a letter was written last, which a mark after it may be one character with.
    private boolean afterLetter;
    private boolean alternatives;
    private boolean ignoresCase;
    private int at;

    private PcreReader(String regex) {
        this.regex = regex;
        this.manyLines = regex.matches("(?s).*\\(\\?[a-zA-Z-]*m.*");
    }

    /** A regular expression for RE2, a literal every match contains, and what is written out. */
    record Translation(String regex, String literal, long size) {}

    static Translation translate(String regex) throws LinearRegex.Outside {
        return new PcreReader(regex).translate();
    }

    private Translation translate() throws LinearRegex.Outside {
        groups.push(new Group());
        while (at < regex.length()) {
            step();
        }
        endRun();
        if (groups.size() != 1) {
            throw new LinearRegex.Outside("group without end", regex.length());
        }
        boolean literal = !alternatives && !ignoresCase;
        return new Translation(out.toString(), literal ? longest : "", top().size);
    }

    private void step() throws LinearRegex.Outside {
        char c = regex.charAt(at);
        switch (c) {
            case '\\' -> escape();
            case '[' -> characterClass();
            case '(' -> open();
            case ')' -> close();
            case '*', '+', '?' -> quantifier(at + 1, c == '?' ? 1 : 2);
            case '{' -> braces();
            case '|' -> {
                alternatives |= groups.size() == 1;
                endRun();
                copy(1);
                top().last = 0;
            }
            case '$' -> {
                at++;
                atom(manyLines ? "$" : "(?:\\n?\\z)");
            }
            case '^', '.' -> {
                at++;
                atom(Character.toString(c));
            }
            default -> {
                int point = regex.codePointAt(at);
                at += Character.charCount(point);
                literal(point);
            }
        }
    }

    private Group top() {
        return groups.getFirst();
    }

    private void copy(int characters) {
        out.append(regex, at, at + characters);
        at += characters;
    }

    /** Writes one thing that a quantifier may follow, and which is no literal. */
    private void atom(String written) throws LinearRegex.Outside {
        endRun();
        afterLetter = false;
        out.append(written);
        grow(1);
    }

    private void grow(long size) throws LinearRegex.Outside {
        top().last = size;
        top().size += size;
        if (top().size > LinearRegex.SIZE_LIMIT) {
            throw new LinearRegex.Outside("size", at - 1);
        }
    }

    private void literal(int point) throws LinearRegex.Outside {
        if (!afterLetter && isMark(point)) {
            out.append("\\x{").append(Integer.toHexString(point)).append('}');
        } else {
            quote(point);
        }
        afterLetter = true;
        if (groups.size() == 1) {
            run.appendCodePoint(point);
        }
        grow(1);
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private void quote(int point) {
        if (point < 0x80 && !Character.isLetterOrDigit(point) && point > ' ') {
            out.append('\\');
        }
        out.appendCodePoint(point);
    }

    private void endRun() {
        if (run.length() > longest.length()) {
            longest = run.toString();
        }
        run.setLength(0);
    }

    private void open() throws LinearRegex.Outside {
        endRun();
        int start = at;
        if (regex.startsWith("(*", at)) {
            throw new LinearRegex.Outside("verb", start);
        }
        if (!regex.startsWith("(?", at)) {
            copy(1);
            push(start);
            return;
        }
        if (regex.startsWith("(?#", at)) {
            int end = regex.indexOf(')', at);
            if (end < 0) {
                throw new LinearRegex.Outside("comment without end", start);
            }
            at = end + 1;
            return;
        }
        String kind = special(regex.substring(at + 2, Math.min(at + 5, regex.length())));
        if (!kind.isEmpty()) {
            throw new LinearRegex.Outside(kind, start);
        }
        if (regex.startsWith("(?P<", at) || regex.startsWith("(?<", at)) {
            named(regex.startsWith("(?P<", at) ? 4 : 3, '>');
        } else if (regex.startsWith("(?'", at)) {
            named(3, '\'');
        } else {
            flags(start);
        }
    }

    private static String special(String after) {
        if (after.startsWith("<=") || after.startsWith("<!")) {
            return "lookbehind";
        }
        if (after.startsWith("=") || after.startsWith("!")) {
            return "lookahead";
        }
        if (after.startsWith(">")) {
            return "atomic group";
        }
        if (after.startsWith("|")) {
            return "branch reset";
        }
        if (after.startsWith("(")) {
            return "condition";
        }
        if (after.startsWith("P=")) {
            return "backreference";
        }
        boolean number = after.matches("[+-]?[0-9].*");
        if (number || after.startsWith("R") || after.startsWith("&") || after.startsWith("P>")) {
            return "recursion";
        }
        return after.startsWith("C") ? "callout" : "";
    }

    private void named(int prefix, char closing) throws LinearRegex.Outside {
        int start = at;
        int end = regex.indexOf(closing, at + prefix);
        if (end < 0) {
            throw new LinearRegex.Outside("group name", start);
        }
        // Nothing asks for what a group matched.
        at = end + 1;
        out.append('(');
        push(start);
    }

    private void flags(int start) throws LinearRegex.Outside {
        int end = at + 2;
        while (end < regex.length() && "imsU-".indexOf(regex.charAt(end)) >= 0) {
            ignoresCase |= regex.charAt(end) == 'i';
            end++;
        }
        if (end == regex.length() || (regex.charAt(end) != ')' && regex.charAt(end) != ':')) {
            throw new LinearRegex.Outside("flag", start);
        }
        boolean group = regex.charAt(end) == ':';
        // RE2 takes an empty list of flags for a mistake.
        out.append(!group && end == at + 2 ? "" : regex.substring(at, end + 1));
        at = end + 1;
        if (group) {
            push(start);
        }
    }

    private void push(int start) throws LinearRegex.Outside {
        groups.push(new Group());
        if (groups.size() > LinearRegex.DEPTH_LIMIT) {
            throw new LinearRegex.Outside("depth", start);
        }
    }

    private void close() throws LinearRegex.Outside {
        if (groups.size() == 1) {
            throw new LinearRegex.Outside("group without beginning", at);
        }
        copy(1);
        long size = groups.pop().size;
        grow(size + 2);
    }

    private void braces() throws LinearRegex.Outside {
        int end = at + 1;
        while (end < regex.length() && (isDigit(end) || regex.charAt(end) == ',')) {
            end++;
        }
        String inside = regex.substring(at + 1, end);
        boolean repetition =
                end < regex.length()
                        && regex.charAt(end) == '}'
                        && inside.matches("[0-9]{1,5}(?:,(?:[0-9]{1,5})?)?");
        if (!repetition) {
            at++;
            literal('{');
            return;
        }
        String bounds = inside.endsWith(",") ? inside.substring(0, inside.length() - 1) : inside;
        long times = Math.max(1, Long.parseLong(bounds.substring(bounds.indexOf(',') + 1)));
        quantifier(end + 1, times);
    }

    private boolean isDigit(int place) {
        char c = regex.charAt(place);
        return c >= '0' && c <= '9';
    }

    /** Copies a quantifier that ends there, and whether it is a lazy one. */
    private void quantifier(int end, long times) throws LinearRegex.Outside {
        int start = at;
        if (top().last == 0) {
            throw new LinearRegex.Outside("nothing to repeat", start);
        }
        if (end < regex.length() && regex.charAt(end) == '+') {
            throw new LinearRegex.Outside("possessive quantifier", start);
        }
        // The last letter of the run may be there not at all, or more than once.
        if (!run.isEmpty()) {
            run.setLength(run.length() - Character.charCount(run.codePointBefore(run.length())));
        }
        endRun();
        copy(end - at);
        if (at < regex.length() && regex.charAt(at) == '?') {
            copy(1);
        }
        long more = top().last * (times - 1);
        grow(more);
        top().last = 0;
    }

    private void escape() throws LinearRegex.Outside {
        int start = at;
        if (at + 1 == regex.length()) {
            throw new LinearRegex.Outside("\\ at the end", start);
        }
        char c = regex.charAt(at + 1);
        at += 2;
        switch (c) {
            case '1', '2', '3', '4', '5', '6', '7', '8', '9', 'k' ->
                    throw new LinearRegex.Outside("backreference", start);
            case 'g' ->
                    throw new LinearRegex.Outside(
                            regex.startsWith("<", at) || regex.startsWith("'", at)
                                    ? "recursion"
                                    : "backreference",
                            start);
            case 'K', 'G', 'X', 'C' -> throw new LinearRegex.Outside("\\" + c, start);
            case 'Q' -> quotation();
            case 'E' -> {}
            case 'R' -> atom("(?:\\r\\n|[" + VERTICAL + "])");
            case 'Z' -> atom("(?:\\n?\\z)");
            case 'N' -> atom("[^\\n]");
            case 'h' -> atom("[" + HORIZONTAL + "]");
            case 'H' -> atom("[^" + HORIZONTAL + "]");
            case 'v' -> atom("[" + VERTICAL + "]");
            case 'V' -> atom("[^" + VERTICAL + "]");
            case 's' -> atom("[\\s\\x0b]");
            case 'S' -> atom("[^\\s\\x0b]");
            case 'd', 'D', 'w', 'W', 'b', 'B', 'A', 'z' -> atom("\\" + c);
            case 'p', 'P' -> atom(property(start));
            default -> literal(character(c, start));
        }
    }

    private void quotation() throws LinearRegex.Outside {
        int end = regex.indexOf("\\E", at);
        int stop = end < 0 ? regex.length() : end;
        while (at < stop) {
            int point = regex.codePointAt(at);
            at += Character.charCount(point);
            literal(point);
        }
        at = end < 0 ? stop : end + 2;
    }

    /** The rest of {@code \p{…}} as it is; RE2 knows most of PCRE's names. */
    private String property(int start) throws LinearRegex.Outside {
        int end = at;
        if (end < regex.length() && regex.charAt(end) == '{') {
            end = regex.indexOf('}', end);
        }
        if (end < 0 || end >= regex.length()) {
            throw new LinearRegex.Outside("property", start);
        }
        String property = regex.substring(start, end + 1);
        at = end + 1;
        return property;
    }

    /** The character an escape stands for, whose letter was read. */
    private int character(char c, int start) throws LinearRegex.Outside {
        return switch (c) {
            case 'a' -> 0x07;
            case 'e' -> 0x1B;
            case 'f' -> 0x0C;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '0' -> digits(8, 2);
            case 'x' -> hexadecimal(start);
            case 'c' -> {
                if (at == regex.length() || regex.charAt(at) >= 0x80) {
                    throw new LinearRegex.Outside("control character", start);
                }
                yield Character.toUpperCase(regex.charAt(at++)) ^ 0x40;
            }
            default -> {
                if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
                    throw new LinearRegex.Outside("unknown escape", start);
                }
                at--;
                int point = regex.codePointAt(at);
                at += Character.charCount(point);
                yield point;
            }
        };
    }

    private int digits(int radix, int most) {
        int value = 0;
        for (int i = 0; i < most && at < regex.length(); i++) {
            char c = regex.charAt(at);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                break;
            }
            value = value * radix + digit;
            at++;
        }
        return value;
    }

    private int hexadecimal(int start) throws LinearRegex.Outside {
        if (at == regex.length() || regex.charAt(at) != '{') {
            return digits(16, 2);
        }
        at++;
        int value = digits(16, 6);
        boolean ends = at < regex.length() && regex.charAt(at) == '}';
        if (!ends || value > Character.MAX_CODE_POINT) {
            throw new LinearRegex.Outside("code point", start);
        }
        at++;
        return value;
    }

    private void characterClass() throws LinearRegex.Outside {
        int start = at;
        var written = new StringBuilder("[");
        at++;
        if (at < regex.length() && regex.charAt(at) == '^') {
            written.append('^');
            at++;
        }
        boolean first = true;
        while (at < regex.length() && (first || regex.charAt(at) != ']')) {
            first = false;
            classItem(written, start);
        }
        if (at == regex.length()) {
            throw new LinearRegex.Outside("class without end", start);
        }
        at++;
        atom(written.append(']').toString());
    }

    private void classItem(StringBuilder written, int start) throws LinearRegex.Outside {
        char c = regex.charAt(at);
        if (regex.startsWith("[:", at)) {
            int end = regex.indexOf(":]", at);
            if (end >= 0 && regex.substring(at + 2, end).matches("\\^?[a-z]+")) {
                written.append(regex, at, end + 2);
                at = end + 2;
                return;
            }
        }
        if (c == '-') {
            written.append('-');
            at++;
            return;
        }
        if (c != '\\') {
            int point = regex.codePointAt(at);
            at += Character.charCount(point);
            classLiteral(written, point);
            return;
        }
        if (at + 1 == regex.length()) {
            throw new LinearRegex.Outside("class without end", start);
        }
        classEscape(written);
    }

    private void classEscape(StringBuilder written) throws LinearRegex.Outside {
        int escape = at;
        char c = regex.charAt(at + 1);
        at += 2;
        switch (c) {
            case 'h' -> written.append(HORIZONTAL);
            case 'v' -> written.append(VERTICAL);
            case 's' -> written.append("\\s\\x0b");
            case 'd', 'D', 'w', 'W', 'S' -> written.append('\\').append(c);
            case 'p', 'P' -> written.append(property(escape));
            case 'b' -> written.append("\\x08");
            case 'H', 'V', 'R', 'X', 'N', 'Q', 'E' ->
                    throw new LinearRegex.Outside("\\" + c + " in a class", escape);
            case '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                classLiteral(written, digits(8, 3));
            }
            default -> classLiteral(written, character(c, escape));
        }
    }

    private static void classLiteral(StringBuilder written, int point) {
        if (point < 0x80 && !Character.isLetterOrDigit(point) && point > ' ') {
            written.append('\\');
        }
        written.appendCodePoint(point);
    }
}
