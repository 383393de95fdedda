package org.commonwatch.server.indicators;

import org.commonwatch.server.matching.Entries;
import org.commonwatch.server.matching.Proposals;
import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Requests;
import org.commonwatch.stix.Tlp;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.Optional;
import java.util.UUID;

/**
 * {@code POST /api/v1/proposals/{proposal}}: accepts what was put forward, as the word of the
 * caller's party, or dismisses it.
 */
final class PostProposal implements HandlerFunction<ServerResponse> {
    private static final String SOURCE = "seen by several sensors of ours";

    private final Proposals proposals;

    /**
     * What is decided.
     *
     * @param decision {@code accept} or {@code dismiss}
     * @param tlp who may learn it; needed to accept
     * @param validUntil when to end to look for it; needed to accept
     */
    record Decided(String decision, Optional<String> tlp, Optional<String> validUntil) {}

    private enum Decision {
        ACCEPT,
        DISMISS
    }

    PostProposal(Proposals proposals) {
        this.proposals = proposals;
    }

    @Override
    public ServerResponse handle(ServerRequest request) throws Exception {
        Credential analyst = request.principal().map(Credential::signedIn).orElseThrow();
        UUID id = Requests.uuid("proposal", request.pathVariable("proposal"));
        Decided decided = Requests.body(request, Decided.class);
        String word = decided.decision() == null ? "" : decided.decision();
        return Answers.ok(
                Told.of(
                        switch (Requests.word(Decision.class, "decision", word)) {
                            case ACCEPT ->
                                    proposals.accept(id, meant(analyst, decided), analyst.name());
                            case DISMISS -> proposals.dismiss(analyst.party(), id, analyst.name());
                        }));
    }

    private static Entries.Meant meant(Credential analyst, Decided decided) {
        if (decided.tlp().isEmpty() || decided.validUntil().isEmpty()) {
            throw new ProblemException(
                    new Problem.Malformed(
                            "Who may learn it or until when it is valid is missing.",
                            "Give 'tlp', such as TLP:AMBER, and 'validUntil', such as"
                                    + " 2030-01-01T00:00:00Z."));
        }
        return new Entries.Meant(
                analyst.party(),
                Tlp.parse(decided.tlp().get()),
                SOURCE,
                decided.validUntil().map(text -> Requests.time("validUntil", text)));
    }
}
