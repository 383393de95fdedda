package org.commonwatch.server.connectors;

import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.membership.Party;
import org.commonwatch.server.peers.Connector;
import org.commonwatch.server.peers.Connectors.Kept;

import java.time.Instant;
import java.util.List;

/** A connector as it is told. */
final class ConnectorText {
    private final Parties parties;

    ConnectorText(Parties parties) {
        this.parties = parties;
    }

    /** One of them. */
    record Told(
            String name,
            String kind,
            String url,
            String remote,
            String collection,
            String party,
            List<String> types,
            long every,
            String quiet,
            State state) {}

    /** How it is; texts that are empty say that there is nothing to say. */
    record State(String due, String lastRun, String said, boolean failed) {}

    Told of(Kept kept) {
        Connector connector = kept.connector();
        return new Told(
                connector.name(),
                connector.kind().label(),
                connector.ends().url(),
                connector.ends().remote(),
                connector.ends().collection().toString(),
                parties.withId(connector.party())
                        .map(Party::name)
                        .orElse(connector.party().toString()),
                connector.ends().types().stream().sorted().toList(),
                connector.every().toSeconds(),
                connector.quiet().said(),
                new State(
                        kept.last().due().map(Instant::toString).orElse(""),
                        kept.last().run().map(Instant::toString).orElse(""),
                        kept.last().said(),
                        kept.last().failed()));
    }
}
