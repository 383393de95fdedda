package org.commonwatch.server.console;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.server.web.Area;
import org.commonwatch.server.web.Pages;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.net.URI;
import java.util.Optional;

/** Where browsers find the console. */
public final class ConsoleRoutes {
    /** Where its files are on the class path. */
    public static final String FOLDER = "/console/";

    private static final String HASHED = "assets/";
    private static final String IMMUTABLE = "public, max-age=31536000, immutable";
    private static final String ALWAYS_NEW = "no-store";
    private static final String INDEX = "index.html";

    /**
     * Its own scripts, styles, fonts and pictures, and nothing that stands in a page; it draws
     * charts that people save from pictures of its own making.
     */
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src"
                    + " 'self' blob:; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'";

    private ConsoleRoutes() {}

    /**
     * The console, its pages and its files; without it, one page that says so.
     *
     * @param folder where its files are on the class path
     */
    public static RouterFunction<ServerResponse> of(String folder, Deployment deployment) {
        var assets = new Assets(folder);
        boolean there = assets.named(INDEX).isPresent();
        return route().GET("/", request -> there ? console() : start(deployment))
                .GET(Area.CONSOLE, request -> console())
                .GET(Area.CONSOLE + "/**", request -> file(assets, request))
                .GET(Deployment.PATH, request -> deployment.answer())
                .build();
    }

    private static ServerResponse console() {
        return ServerResponse.temporaryRedirect(URI.create(Area.CONSOLE + "/")).build();
    }

    private static ServerResponse start(Deployment deployment) throws Exception {
        return Pages.page(
                deployment.name(),
                "<p>The server runs. It was built without its console; its API is below"
                        + " <code>/api/v1</code>, TAXII below <code>/taxii2</code>.</p>");
    }

    // A page of the console has no file of its own: the console knows what to show there.
    private static ServerResponse file(Assets assets, ServerRequest request) throws Exception {
        String name = request.path().substring(Area.CONSOLE.length() + 1);
        Optional<Asset> file = assets.named(name);
        if (file.isPresent() && !name.equals(INDEX)) {
            return answer(request, file.get(), name.startsWith(HASHED) ? IMMUTABLE : ALWAYS_NEW);
        }
        if (!name.startsWith(HASHED) && isNavigation(request)) {
            return answer(
                    request, assets.named(INDEX).orElseThrow(() -> notThere(request)), ALWAYS_NEW);
        }
        throw notThere(request);
    }

    private static ProblemException notThere(ServerRequest request) {
        return new ProblemException(new Problem.NotFound("page", request.path()));
    }

    private static boolean isNavigation(ServerRequest request) {
        return request.headers().accept().stream()
                .anyMatch(each -> !each.isWildcardType() && each.includes(MediaType.TEXT_HTML));
    }

    private static ServerResponse answer(ServerRequest request, Asset asset, String kept)
            throws Exception {
        ServerResponse.BodyBuilder answer =
                ServerResponse.ok()
                        .contentType(asset.type())
                        .header(HttpHeaders.CACHE_CONTROL, kept)
                        .header("Content-Security-Policy", POLICY);
        if (asset.packed().length == 0) {
            return answer.body(asset.bytes());
        }
        answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        boolean takesPacked =
                request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream()
                        .anyMatch(each -> each.contains("gzip"));
        return takesPacked
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(asset.packed())
                : answer.body(asset.bytes());
    }
}
