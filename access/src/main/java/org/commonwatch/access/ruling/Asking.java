package org.commonwatch.access.ruling;

import org.commonwatch.access.Action;
import org.commonwatch.access.AsOf;
import org.commonwatch.access.charter.Charter;
import org.commonwatch.stix.StixId;

import java.util.Optional;

/**
 * Who asks to do what, how and when.
 *
 * @param channel over which, as the body's charter lists them
 * @param via the party through which, if not directly
 */
public record Asking(
        Reader reader, Action action, String channel, Optional<StixId> via, AsOf asOf) {
    /** To read directly. */
    public static Asking toRead(Reader reader, AsOf asOf) {
        return new Asking(reader, Action.READ, Charter.DIRECT, Optional.empty(), asOf);
    }

    Asking by(Reader other) {
        return new Asking(other, action, channel, via, asOf);
    }
}
