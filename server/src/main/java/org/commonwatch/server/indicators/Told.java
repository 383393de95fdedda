package org.commonwatch.server.indicators;

import org.commonwatch.server.matching.Proposal;

/**
 * A proposal in words.
 *
 * @param sensors how many of the party's sensors saw it
 * @param hours in how many hours
 * @param events how often
 */
record Told(
        String id,
        String type,
        String value,
        int sensors,
        int hours,
        long events,
        String firstSeen,
        String lastSeen,
        String proposed) {
    static Told of(Proposal proposal) {
        return new Told(
                proposal.id().toString(),
                proposal.thing().kind().label(),
                proposal.thing().value(),
                proposal.sensors(),
                proposal.hours(),
                proposal.events(),
                proposal.firstSeen().toString(),
                proposal.lastSeen().toString(),
                proposal.proposed().toString());
    }
}
