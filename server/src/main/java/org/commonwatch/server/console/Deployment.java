package org.commonwatch.server.console;

import org.commonwatch.server.web.Answers;
import org.commonwatch.server.web.Languages;
import org.commonwatch.server.web.Product;
import org.springframework.web.servlet.function.ServerResponse;

import java.time.ZoneId;
import java.util.List;

/**
 * {@code GET /api/v1/deployment}: what a page must know before anybody signs in.
 *
 * @param name what the deployment is called
 * @param zone in which pages show times
 * @param synthetic whether everything in it is generated and means nobody
 * @param body within which parties share
 * @param issuer whether people also sign in somewhere else
 */
public record Deployment(String name, ZoneId zone, boolean synthetic, String body, boolean issuer) {
    static final String PATH = "/api/v1/deployment";

    /** All that is told. */
    record Told(
            String name,
            String version,
            String zone,
            boolean synthetic,
            String body,
            boolean issuer,
            List<Languages.Language> languages) {}

    ServerResponse answer() throws Exception {
        return Answers.ok(
                new Told(
                        name,
                        Product.VERSION,
                        zone.getId(),
                        synthetic,
                        body,
                        issuer,
                        Languages.SHIPPED.all()));
    }
}
