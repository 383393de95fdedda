package org.commonwatch.cli.requests;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;

/** What is said of a letter, whoever sends it. */
final class LetterOptions {
    @Option(
            names = "--channel",
            paramLabel = "WORD",
            defaultValue = "",
            description = "How it goes: post, e-mail, fax, in-person or another.")
    private String channel = "";

    @Option(
            names = "--sent",
            paramLabel = "DATE",
            defaultValue = "",
            description = "When it is sent, such as 2018-10 or 2018-09-21/2018-09-30.")
    private String sent = "";

    @Option(
            names = "--document",
            paramLabel = "FILE",
            description = "The letter itself, of which the SHA-256 is kept.")
    private Optional<Path> document = Optional.empty();

    /** Whether a letter is meant at all. */
    boolean isGiven() {
        return !channel.isEmpty();
    }

    Says says() {
        return new Says().put("channel", channel).put("sent", sent).putDigest(document);
    }
}
