package org.commonwatch.access.request;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Votes as they are counted: for, against and abstaining, such as {@code 75-24-34}. */
final class Votes {
    private static final Pattern VOTE = Pattern.compile("(\\d{1,9})-(\\d{1,9})-(\\d{1,9})");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

    private Votes() {}

    /**
     * Whether those for are at least that share of those for and against. If either is not told in
     * numbers, nothing can be said against it.
     */
    static boolean reach(String vote, String threshold) {
        Matcher counted = VOTE.matcher(vote);
        Matcher share = SHARE.matcher(threshold);
        if (!counted.matches() || !share.matches()) {
            return true;
        }
        long yes = Long.parseLong(counted.group(1));
        long cast = yes + Long.parseLong(counted.group(2));
        return yes * Long.parseLong(share.group(2)) >= cast * Long.parseLong(share.group(1));
    }
}
