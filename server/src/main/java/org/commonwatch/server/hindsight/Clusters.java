package org.commonwatch.server.hindsight;

import org.commonwatch.stix.Observable;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** What is taken for a campaign, where no group names it: what is near, of a kind, in a week. */
final class Clusters {
    /** The same in a sentence. */
    static final String WORDS =
            "indicators that a campaign, an intrusion set or a report names together; others of a"
                    + " kind that came up in one week and share a network (/24 or /48) or the last"
                    + " two labels of a name";

    private static final int BYTES_OF_FOUR = 3;
    private static final int BYTES_OF_SIX = 6;
    private static final long WEEK = 7L * 86_400;
    // 1970 began on a Thursday; weeks begin on Mondays.
    private static final long THREE_DAYS = 3L * 86_400;

    private Clusters() {}

    /** The number of a week. */
    static int week(Instant at) {
        return (int) Math.max(0, Math.floorDiv(at.getEpochSecond() + THREE_DAYS, WEEK));
    }

    /** What a thing shares with those near it. */
    static String of(Observable thing) {
        String near =
                switch (thing.kind()) {
                    case IPV4 -> network(thing.value(), BYTES_OF_FOUR);
                    case IPV6 -> network(thing.value(), BYTES_OF_SIX);
                    case DOMAIN, EMAIL -> lastLabels(thing.value());
                    case URL, URL_PREFIX -> lastLabels(host(thing.value()));
                    case CIDR, MD5, SHA1, SHA256 -> thing.value();
                };
        return thing.kind().name().toLowerCase(Locale.ROOT) + " " + near;
    }

    private static String network(String address, int bytes) {
        byte[] all = InetAddress.ofLiteral(address).getAddress();
        return HexFormat.of().formatHex(Arrays.copyOf(all, bytes));
    }

    private static String host(String url) {
        int from = url.indexOf("://") < 0 ? 0 : url.indexOf("://") + 3;
        int to = url.indexOf('/', from);
        return to < 0 ? url.substring(from) : url.substring(from, to);
    }

    private static String lastLabels(String name) {
        int last = name.lastIndexOf('.');
        int before = last < 0 ? -1 : name.lastIndexOf('.', last - 1);
        return name.substring(before + 1);
    }
}
