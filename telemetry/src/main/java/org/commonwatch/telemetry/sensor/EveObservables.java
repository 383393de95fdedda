package org.commonwatch.telemetry.sensor;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.RefusedException;
import org.commonwatch.telemetry.sensor.EveRecord.Field;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What of an EVE record can be matched with indicators. A text that is not of its kind cannot. */
final class EveObservables {
    private EveObservables() {}

    static List<Observable> of(
            EveRecord record, @Nullable Observable source, @Nullable Observable destination) {
        List<Observable> found = new ArrayList<>();
        add(found, source);
        add(found, destination);
        add(found, domain(record.text(Field.QUESTION)));
        record.questions().forEach(name -> add(found, domain(name)));
        add(found, domain(record.text(Field.SERVER_NAME)));
        String host = record.text(Field.HOST);
        add(found, domain(host));
        String path = record.text(Field.PATH);
        if (host != null && path != null) {
            add(found, parse(Observable.Kind.URL, "http://" + host + path));
        }
        add(found, parse(Observable.Kind.MD5, record.text(Field.MD5)));
        add(found, parse(Observable.Kind.SHA1, record.text(Field.SHA1)));
        add(found, parse(Observable.Kind.SHA256, record.text(Field.SHA256)));
        return found;
    }

    /** An address of either family in canonical form, its zone (RFC 4007) left out, or null. */
    static @Nullable Observable address(@Nullable String text) {
        if (text == null || text.indexOf(':') < 0) {
            return parse(Observable.Kind.IPV4, text);
        }
        int zone = text.indexOf('%');
        return parse(Observable.Kind.IPV6, zone < 0 ? text : text.substring(0, zone));
    }

    private static @Nullable Observable domain(@Nullable String text) {
        // Names of one label are frequent on local networks, and refusing them by exception is
        // dear.
        return text == null || text.indexOf('.') < 0 ? null : parse(Observable.Kind.DOMAIN, text);
    }

    private static @Nullable Observable parse(Observable.Kind kind, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
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
