package org.commonwatch.archive.events;

import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Unit;

/**
 * What of an event has few bits, in one number: moving one number costs as much as moving any
 * other. Bits 0 to 15 are the target's port, 16 to 31 the source's, 32 to 39 the protocol, 40 to 43
 * the severity, and then come flags and the numbers of unit and kinds. Nothing keeps them.
 */
final class Packed {
    private static final int ESTABLISHED = 44;
    private static final int ZONED = 45;
    private static final int SOURCE4 = 46;
    private static final int SOURCE6 = 47;
    private static final int TARGET4 = 48;
    private static final int TARGET6 = 49;
    private static final int UNIT = 50;
    private static final int KIND = 52;
    private static final int ALERT_KIND = 58;

    private Packed() {}

    @SuppressWarnings("EnumOrdinal") // nothing keeps the numbers
    static long of(Events events, int i) {
        return (long) events.targetPort(i)
                | (long) events.sourcePort(i) << 16
                | (long) events.protocol(i) << 32
                | (long) (events.severity(i) & 15) << 40
                | flag(events.established(i), ESTABLISHED)
                | flag(events.zoned(i), ZONED)
                | flag(events.isSource4(i), SOURCE4)
                | flag(events.isSource6(i), SOURCE6)
                | flag(events.isTarget4(i), TARGET4)
                | flag(events.isTarget6(i), TARGET6)
                | (long) events.unit(i).ordinal() << UNIT
                | (long) events.kind(i).ordinal() << KIND
                | (long) events.alertKind(i).ordinal() << ALERT_KIND;
    }

    private static long flag(boolean set, int bit) {
        return set ? 1L << bit : 0;
    }

    static boolean isSource4(long packed) {
        return (packed >>> SOURCE4 & 1) != 0;
    }

    static boolean isSource6(long packed) {
        return (packed >>> SOURCE6 & 1) != 0;
    }

    static boolean isTarget4(long packed) {
        return (packed >>> TARGET4 & 1) != 0;
    }

    static boolean isTarget6(long packed) {
        return (packed >>> TARGET6 & 1) != 0;
    }

    /** Index in {@link Unit#values}. */
    static int unit(long packed) {
        return (int) (packed >>> UNIT) & 3;
    }

    /** Index in {@link Kind#values}. */
    static int kind(long packed) {
        return (int) (packed >>> KIND) & 63;
    }

    /** Index in {@link Kind#values}. */
    static int alertKind(long packed) {
        return (int) (packed >>> ALERT_KIND) & 63;
    }
}
