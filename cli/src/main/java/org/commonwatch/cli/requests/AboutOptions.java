package org.commonwatch.cli.requests;

import picocli.CommandLine.Option;

/** What a letter is about, and to whom it is what. */
final class AboutOptions {
    @Option(
            names = "--role",
            paramLabel = "WORD",
            defaultValue = "",
            description =
                    "What its addressee is to the matter: body, applicant, third-party or public.")
    private String role = "";

    @Option(
            names = "--request",
            paramLabel = "ID",
            defaultValue = "",
            description = "The request it is about.")
    private String request = "";

    @Option(
            names = "--in-reply-to",
            paramLabel = "ID",
            defaultValue = "",
            description = "The letter it answers.")
    private String inReplyTo = "";

    Says to(Says letter) {
        return letter.put("role", role).put("request", request).put("in-reply-to", inReplyTo);
    }
}
