package org.commonwatch.archive.indicators;

import org.commonwatch.telemetry.matching.Origin;

/** Origins of indicators, of which lists may say as much as they like. */
final class Sources {
    /** No more characters of what a list says about a source are kept. */
    static final int LENGTH_LIMIT = 200;

    private Sources() {}

    static Origin origin(String list, String source, int day) {
        boolean fits = source.length() <= LENGTH_LIMIT;
        return new Origin(list, fits ? source : source.substring(0, LENGTH_LIMIT), day);
    }
}
