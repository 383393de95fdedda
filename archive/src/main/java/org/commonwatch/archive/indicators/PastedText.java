package org.commonwatch.archive.indicators;

import org.commonwatch.stix.Observable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what is to be looked for in text as people paste it: a list, a mail, a part of a report,
 * defanged or not. Nothing that looks like an indicator is passed over in silence.
 */
public final class PastedText {
    /** No more characters are read. */
    public static final int LENGTH_LIMIT = 1 << 20;

    /** No more is found in one text. */
    public static final int PIECES_LIMIT = 10_000;

    private static final String NAME_OF_A_FILE =
            "it may be the name of a file: write it with [.] if it is a host's";
    private static final String NO_PUBLIC_ADDRESS = "it is an address of no public network";
    private static final String A_MAIL_ADDRESS =
            "it is an e-mail address, which no sensor's record shows";
    private static final String NOTHING_KNOWN = "it is no address, network, name, URL or hash";

    private static final Set<String> ENDINGS =
            Set.of(
                    "bat", "bin", "bmp", "cmd", "conf", "csv", "dat", "dll", "dmg", "doc", "docm",
                    "docx", "elf", "exe", "gif", "gz", "hta", "htm", "html", "img", "ini", "iso",
                    "jar", "jpeg", "jpg", "js", "json", "jsp", "lnk", "log", "msi", "pdf", "php",
                    "png", "ppt", "pptx", "ps1", "py", "rar", "rtf", "scr", "sys", "tar", "tmp",
                    "txt", "vbs", "xls", "xlsm", "xlsx", "xml", "yaml", "yml");

    // What was written apart, so that nobody clicks on it; the mark stays until the text is cut.
    private static final char MARK = '\uE000';
    private static final Pattern DOT =
            Pattern.compile(
                    "\\s?(?:[\\[({]\\s?(?:\\.|dot|DOT)\\s?[\\])}])\\s?|\\\\\\.|\\[\\.|\\.\\]");
    private static final Pattern COLON = Pattern.compile("[\\[({]:[\\])}]");
    private static final Pattern SLASHES = Pattern.compile("[\\[({]:?//[\\])}]");
    private static final Pattern AT = Pattern.compile("[\\[({](?:@|at|AT)[\\])}]");
    private static final Pattern SCHEME =
            Pattern.compile("\\bh(?:xx|XX|tt|TT|\\*\\*)(p|P)([sS]?)(?=://|//)");
    private static final Pattern WORD =
            Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s\"'<>`|]+|[^\\s\"'<>`|,;()\\[\\]{}=]+");
    private static final Pattern TAIL = Pattern.compile("[.,;:!?)\\]}]+$");
    private static final Pattern PORT = Pattern.compile("^([^:/]+):\\d{1,5}$");
    private static final Pattern ABBREVIATION = Pattern.compile("(.*\\.)?[a-z]");
    private static final Pattern PRIVATE =
            Pattern.compile(
                    "(0|10|127|169\\.254|192\\.168|172\\.(1[6-9]|2\\d|3[01])|22[4-9]|23\\d)\\..*"
                            + "|::1?|f[cdef][0-9a-f]{2}:.*");

    /**
     * What was found at one place.
     *
     * @param line from 1
     * @param text as it was written, but whole again
     * @param observable what it is; empty if nothing that is looked for
     * @param dropped why it is left out; empty if it is not
     */
    public record Piece(int line, String text, Optional<Observable> observable, String dropped) {
        /** Whether it is taken. */
        public boolean isTaken() {
            return dropped.isEmpty();
        }

        /** The same, left out for a reason. */
        public Piece without(String why) {
            return new Piece(line, text, observable, why);
        }
    }

    private final List<Piece> pieces = new ArrayList<>();
    private final Map<Observable, Integer> lines = new HashMap<>();

    private PastedText() {}

    /** All of it in order, at most {@link #PIECES_LIMIT}; each observable is taken once. */
    public static List<Piece> pieces(String text) {
        PastedText found = new PastedText();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            found.line(number, line);
        }
        return List.copyOf(found.pieces);
    }

    /** Whether it may be looked for: no address is of networks that nobody else can mean. */
    public static boolean isPublic(Observable thing) {
        return !PRIVATE.matcher(thing.value()).matches();
    }

    private void line(int number, String written) {
        String line = DOT.matcher(written).replaceAll(MARK + ".");
        line = COLON.matcher(line).replaceAll(MARK + ":");
        line = SLASHES.matcher(line).replaceAll(MARK + "://").replace("::" + MARK, ":" + MARK);
        line = AT.matcher(line).replaceAll(MARK + "@");
        line = SCHEME.matcher(line.replace(MARK + "://", "://")).replaceAll("http$2");
        Matcher word = WORD.matcher(line);
        while (word.find() && pieces.size() < PIECES_LIMIT) {
            String token = TAIL.matcher(word.group()).replaceFirst("");
            boolean defanged = token.indexOf(MARK) >= 0;
            piece(number, token.replace("" + MARK, ""), defanged).ifPresent(pieces::add);
        }
    }

    // Of what is only a word of a sentence, nothing.
    private Optional<Piece> piece(int line, String written, boolean defanged) {
        String text = PORT.matcher(written).replaceFirst("$1");
        if (text.indexOf('@') > 0 && !text.contains("://")) {
            return Optional.of(new Piece(line, text, Optional.empty(), A_MAIL_ADDRESS));
        }
        Optional<Observable> found = Guess.any(text);
        if (found.isEmpty()) {
            boolean meant = defanged || text.contains("://") || text.matches("[0-9a-fA-F]{32,}");
            return meant
                    ? Optional.of(new Piece(line, text, found, NOTHING_KNOWN))
                    : Optional.empty();
        }
        Observable thing = found.get();
        if (!defanged && ABBREVIATION.matcher(thing.value()).matches()) {
            return Optional.empty();
        }
        Piece piece = new Piece(line, text, found, "");
        if (lines.containsKey(thing)) {
            return Optional.of(piece.without("it is on line " + lines.get(thing) + " already"));
        }
        String why = why(thing, defanged);
        if (why.isEmpty()) {
            lines.put(thing, line);
        }
        return Optional.of(why.isEmpty() ? piece : piece.without(why));
    }

    private static String why(Observable thing, boolean defanged) {
        return switch (thing.kind()) {
            case DOMAIN -> {
                String last = thing.value().substring(thing.value().lastIndexOf('.') + 1);
                yield !defanged && ENDINGS.contains(last.toLowerCase(Locale.ROOT))
                        ? NAME_OF_A_FILE
                        : "";
            }
            case IPV4, IPV6, CIDR -> isPublic(thing) ? "" : NO_PUBLIC_ADDRESS;
            case URL, URL_PREFIX, MD5, SHA1, SHA256, EMAIL -> "";
        };
    }
}
