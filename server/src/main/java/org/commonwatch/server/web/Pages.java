package org.commonwatch.server.web;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

import java.nio.charset.StandardCharsets;

/** The few pages that a browser sees before there is anything else for it. */
public final class Pages {
    private static final MediaType TYPE = new MediaType("text", "html", StandardCharsets.UTF_8);

    private Pages() {}

    /** A page with a title, which may be anybody's, and a body, which is ours. */
    public static ServerResponse page(String title, String body, String... cookies)
            throws Exception {
        ServerResponse.BodyBuilder answer = ServerResponse.ok().contentType(TYPE);
        if (cookies.length > 0) {
            answer.header("Set-Cookie", cookies);
        }
        String told = escaped(title);
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
                        .formatted(told, told, body));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
