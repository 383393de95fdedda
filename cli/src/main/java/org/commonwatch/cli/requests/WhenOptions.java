package org.commonwatch.cli.requests;

import org.commonwatch.cli.client.Client;
import org.commonwatch.cli.terminal.Times;

import picocli.CommandLine.Option;

import java.util.Optional;

/** Which times a question to a server is about. */
public final class WhenOptions {
    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "The time asked about, such as 2018-11-24; now if not given.")
    private Optional<String> at = Optional.empty();

    @Option(
            names = "--known",
            paramLabel = "TIME",
            description = "What was known then answers; all that is known if not given.")
    private Optional<String> known = Optional.empty();

    /** As parameters of an address, beginning with the question mark. */
    public String parameters() {
        return "?"
                + at.map(each -> "at=" + Client.encoded(Times.parse(each).toString())).orElse("")
                + known.map(each -> "&known=" + Client.encoded(Times.parse(each).toString()))
                        .orElse("");
    }
}
