package org.commonwatch.telemetry.matching;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.telemetry.event.Events;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What of an event can be matched with indicators. A text that is not of its kind cannot. */
final class Observed {
    private Observed() {}

    static List<Observable> of(Events events, int i) {
        List<Observable> found = new ArrayList<>();
        add(found, events.source(i));
        add(found, events.target(i));
        for (int j = events.textsFrom(i); j < events.textsFrom(i + 1); j++) {
            String text = events.textString(j);
            switch (events.text(j)) {
                case HOST, DNS_NAME, TLS_SNI -> {
                    // Names of one label are frequent on local networks, and refusing them by
                    // exception is dear.
                    if (text.indexOf('.') >= 0) {
                        add(found, parse(Observable.Kind.DOMAIN, text));
                    }
                }
                case URL -> add(found, parse(Observable.Kind.URL, text));
                case MD5 -> add(found, parse(Observable.Kind.MD5, text));
                case SHA1 -> add(found, parse(Observable.Kind.SHA1, text));
                case SHA256 -> add(found, parse(Observable.Kind.SHA256, text));
                case SIGNATURE, JA3, JA4, USER -> {}
            }
        }
        return found;
    }

    private static @Nullable Observable parse(Observable.Kind kind, String text) {
        try {
            return Observable.parse(kind, text);
        } catch (RefusedException notOfTheKind) {
            return null;
        }
    }

    private static void add(List<Observable> found, @Nullable Observable observable) {
        if (observable != null) {
            found.add(observable);
        }
    }
}
