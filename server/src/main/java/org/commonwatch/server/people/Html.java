package org.commonwatch.server.people;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

import java.nio.charset.StandardCharsets;

/** The few pages that a browser sees before there is anything else for it. */
final class Html {
    private static final MediaType TYPE = new MediaType("text", "html", StandardCharsets.UTF_8);

    private Html() {}

    /** A page with a title and a body, neither of which anybody else wrote. */
    static ServerResponse page(String title, String body, String... cookies) throws Exception {
        ServerResponse.BodyBuilder answer = ServerResponse.ok().contentType(TYPE);
        if (cookies.length > 0) {
            answer.header("Set-Cookie", cookies);
        }
        return answer.body(
                """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>%s</title>
                <main>
                <h1>%s</h1>
                %s
                </main>
                """
                        .formatted(title, title, body));
    }
}
