package org.commonwatch.server.health;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.doctor.Doctor;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.function.BooleanSupplier;

/** What those who run the server ask it. */
public final class HealthRoutes {
    private HealthRoutes() {}

    /**
     * For probes, which sign in to nothing, and for whoever collects metrics.
     *
     * @param database whether the database answers
     */
    public static RouterFunction<ServerResponse> of(
            Progress progress, BooleanSupplier database, Meters meters) {
        return route().GET("/livez", request -> answer(Probe.live()))
                .GET("/readyz", request -> answer(Probe.ready(phase(progress, database))))
                .GET("/metrics", request -> answer(meters))
                .build();
    }

    /** For the operator. */
    public static RouterFunction<ServerResponse> doctor(Doctor doctor) {
        return route().GET("/api/v1/doctor", new GetDoctor(doctor)).build();
    }

    /** For the operator too. */
    public static RouterFunction<ServerResponse> settings(List<ToldSetting> settings) {
        return route().GET("/api/v1/settings", new GetSettings(settings)).build();
    }

    // A server that has lost its database is where it was before it had one.
    private static Phase phase(Progress progress, BooleanSupplier database) {
        Phase phase = progress.phase();
        return phase == Phase.READY && !database.getAsBoolean() ? Phase.DATABASE : phase;
    }

    private static ServerResponse answer(Probe probe) throws Exception {
        return ServerResponse.status(probe.status())
                .contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .body(probe.json());
    }

    private static ServerResponse answer(Meters meters) throws Exception {
        return ServerResponse.ok()
                .contentType(MediaType.parseMediaType(Meters.TEXT))
                .body(meters.text());
    }
}
