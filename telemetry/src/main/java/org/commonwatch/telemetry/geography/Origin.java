package org.commonwatch.telemetry.geography;

import java.util.Comparator;

/**
 * Where an address is registered, as a database has it.
 *
 * @param country two capital letters as in ISO 3166-1, empty if unknown
 * @param asn number of the autonomous system (RFC 6793), 0 if unknown
 */
public record Origin(String country, long asn) implements Comparable<Origin> {
    /** Of an address that no database has, or that was not looked up. */
    public static final Origin UNKNOWN = new Origin("", 0);

    /** Of all that are not told apart because there are too many. */
    public static final Origin OTHER = new Origin("other", 0);

    /** Autonomous systems have 32 bits (RFC 6793 §2). */
    public static final long ASN_LIMIT = 0xFFFF_FFFFL;

    private static final Comparator<Origin> ORDER =
            Comparator.comparing(Origin::country).thenComparingLong(Origin::asn);

    public Origin {
        if (!country.isEmpty() && !country.equals("other") && !isCode(country)) {
            throw new IllegalArgumentException("not a country's two letters: '" + country + "'");
        }
        if (asn < 0 || asn > ASN_LIMIT) {
            throw new IllegalArgumentException("not an autonomous system's number: " + asn);
        }
    }

    /** Whether a text is two capital letters. */
    public static boolean isCode(String text) {
        return text.length() == 2 && isCapital(text.charAt(0)) && isCapital(text.charAt(1));
    }

    private static boolean isCapital(char letter) {
        return letter >= 'A' && letter <= 'Z';
    }

    /** What this one says, and of what it does not know what the other says. */
    public Origin or(Origin other) {
        if (!country.isEmpty() && asn != 0) {
            return this;
        }
        return new Origin(country.isEmpty() ? other.country : country, asn == 0 ? other.asn : asn);
    }

    @Override
    public int compareTo(Origin other) {
        return ORDER.compare(this, other);
    }
}
