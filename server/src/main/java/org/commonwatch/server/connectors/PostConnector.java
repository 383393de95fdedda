package org.commonwatch.server.connectors;

import org.commonwatch.server.membership.Collections;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Parties;
import org.commonwatch.server.peers.Connector;
import org.commonwatch.server.peers.Connectors;
import org.commonwatch.server.peers.Quiet;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code POST /api/v1/connectors}: adds an exchange with another server. */
final class PostConnector implements HandlerFunction<ServerResponse> {
    private static final long LEAST = 10;
    private static final long MOST = Duration.ofDays(31).toSeconds();

    private final Connectors connectors;
    private final Parties parties;
    private final Collections collections;
    private final ConnectorText text;

    /** What is asked for; {@code every} in seconds, only by command if it is not there. */
    record Wanted(
            String name,
            String kind,
            String url,
            Optional<String> remote,
            String collection,
            String party,
            Optional<List<String>> types,
            Optional<Long> every,
            Optional<String> quiet) {}

    PostConnector(
            Connectors connectors, Parties parties, Collections collections, ConnectorText text) {
        this.connectors = connectors;
        this.parties = parties;
        this.collections = collections;
        this.text = text;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Wanted wanted = Requests.body(request, Wanted.class);
        Credential operator = request.principal().map(Credential::signedIn).orElseThrow();
        Connector connector =
                new Connector(
                        wanted.name(),
                        Requests.word(Connector.Kind.class, "kind", wanted.kind()),
                        new Connector.Ends(
                                wanted.url(),
                                wanted.remote().orElse(""),
                                collections
                                        .find(Requests.uuid("collection", wanted.collection()))
                                        .id(),
                                Set.copyOf(wanted.types().orElse(List.of()))),
                        parties.named(wanted.party()).id(),
                        Duration.ofSeconds(every(wanted)),
                        new Quiet(wanted.quiet().orElse("")));
        return Answers.ok(text.of(connectors.add(connector, operator.name())));
    }

    private static long every(Wanted wanted) {
        long seconds = wanted.every().orElse(0L);
        if (seconds != 0 && (seconds < LEAST || seconds > MOST)) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "A connector cannot run every " + seconds + " seconds.",
                            "Give " + LEAST + " to " + MOST + " seconds, or none."));
        }
        return seconds;
    }
}
