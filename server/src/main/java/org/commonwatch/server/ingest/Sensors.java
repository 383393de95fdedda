package org.commonwatch.server.ingest;

import org.commonwatch.server.membership.Credential;
import org.commonwatch.server.membership.Credentials;
import org.commonwatch.server.pipeline.Delivery;
import org.commonwatch.server.pipeline.Pipeline;
import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** The sensors of whom lines come in other ways than signed in: by topic, address or folder. */
public final class Sensors {
    private final Credentials credentials;
    private final Pipeline pipeline;
    private final InstantSource clock;

    public Sensors(Credentials credentials, Pipeline pipeline, InstantSource clock) {
        this.credentials = credentials;
        this.pipeline = pipeline;
        this.clock = clock;
    }

    /**
     * Counts a delivery of the sensor of that name as soon as there is room for it; when this
     * returns, it is safe. Refused if there is no such sensor, or no longer.
     */
    public void take(String name, Delivery delivery) throws IOException, InterruptedException {
        Credential sensor =
                credentials
                        .sensor(name)
                        .orElseThrow(
                                () -> new ProblemException(new Problem.NotFound("sensor", name)));
        pipeline.takeInTime(sensor, delivery);
    }

    /** What time it is. */
    public Instant now() {
        return clock.instant();
    }

    /** The year of times that name none. */
    public int year() {
        return now().atOffset(ZoneOffset.UTC).getYear();
    }
}
