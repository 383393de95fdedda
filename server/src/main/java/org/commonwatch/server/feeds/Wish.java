package org.commonwatch.server.feeds;

import org.commonwatch.access.marking.Pap;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Requests;
import org.commonwatch.stix.Tlp;
import org.springframework.web.servlet.function.ServerRequest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is wanted of a feed.
 *
 * @param collection of which; all that the body shares, if none is named
 * @param tlp nothing whose owner wants it held more closely
 * @param pap nothing with which less may be done
 * @param sids the numbers that rules may have
 * @param action what a resolver does with what it is asked for
 */
record Wish(
        Feed feed, Optional<String> collection, Tlp tlp, Pap pap, Sids.Range sids, Action action) {
    /** What a resolver does, as policy zones say it. */
    enum Action {
        NXDOMAIN("."),
        NODATA("*."),
        DROP("rpz-drop."),
        PASSTHRU("rpz-passthru.");

        private final String target;

        Action(String target) {
            this.target = target;
        }

        /** The name that says so. */
        String target() {
            return target;
        }
    }

    static Wish of(ServerRequest request, Feed feed) {
        return new Wish(
                feed,
                request.param("collection"),
                request.param("tlp").map(Tlp::parse).orElse(Tlp.RED),
                request.param("pap").map(text -> word(Pap.class, "pap", text)).orElse(feed.pap()),
                sids(request),
                request.param("action")
                        .map(text -> word(Action.class, "action", text))
                        .orElse(Action.NXDOMAIN));
    }

    private static Sids.Range sids(ServerRequest request) {
        long first = Requests.number(request, "sid_first").orElse(Sids.Range.USUAL.first());
        long last = Requests.number(request, "sid_last").orElse(Sids.Range.USUAL.last());
        if (first < 1 || last > Sids.LAST || last - first < Sids.LEAST) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "There are no rules with numbers from " + first + " to " + last + ".",
                            "Give sid_first from 1 and sid_last to "
                                    + Sids.LAST
                                    + ", with at least "
                                    + Sids.LEAST
                                    + " between them."));
        }
        return new Sids.Range(first, last);
    }

    private static <E extends Enum<E>> E word(Class<E> type, String parameter, String text) {
        String word = text.toUpperCase(Locale.ROOT).replace("PAP:", "");
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new ProblemException(
                                new Problem.Malformed(
                                        "The parameter '"
                                                + parameter
                                                + "' cannot be '"
                                                + text
                                                + "'.",
                                        "Use one of "
                                                + Arrays.stream(type.getEnumConstants())
                                                        .map(each ->
                                                                each.name()
                                                                        .toLowerCase(Locale.ROOT))
                                                        .collect(Collectors.joining(", "))
                                                + ".")));
    }

    /** Whether its owner lets it be used so. */
    boolean permits(Given given) {
        return given.tlp().filter(each -> each.compareTo(tlp) > 0).isEmpty()
                && given.pap().filter(each -> each.compareTo(pap) > 0).isEmpty();
    }
}
