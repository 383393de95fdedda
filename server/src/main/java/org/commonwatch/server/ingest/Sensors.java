package org.commonwatch.server.ingest;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

/** The sensors of whom lines come in other ways than signed in: by topic, address or folder. */
public final class Sensors {
    private final Credentials credentials;

    public Sensors(Credentials credentials) {
        this.credentials = credentials;
    }

    /** The sensor of that name; refused if there is none, or no longer. */
    public Credential named(String name) {
        return credentials
                .sensor(name)
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("sensor", name)));
    }
}
