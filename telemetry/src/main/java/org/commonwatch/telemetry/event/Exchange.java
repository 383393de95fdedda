package org.commonwatch.telemetry.event;

import org.jspecify.annotations.Nullable;

/**
 * What a sensor says about how far two hosts got with each other.
 *
 * @param recordType type of the record, as the sensor names it
 * @param protocol transport, such as {@code TCP}
 * @param flowState how far the flow got, such as {@code new}
 * @param tcpState how far the TCP connection got, such as {@code syn_sent}
 * @param application whether the sensor saw application data, even if it could not tell of what
 * @param oneWay whether the sensor knows that nothing ever came back
 */
public record Exchange(
        String recordType,
        @Nullable String protocol,
        @Nullable String flowState,
        @Nullable String tcpState,
        boolean application,
        boolean oneWay) {}
