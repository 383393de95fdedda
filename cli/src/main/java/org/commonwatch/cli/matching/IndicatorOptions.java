package org.commonwatch.cli.matching;

import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a command that counts is to look for. */
public final class IndicatorOptions {
    @Option(
            names = "--indicators",
            paramLabel = "FILE",
            description =
                    "What to look for: an index, a CSV list (value,type,source), one value a line,"
                            + " a STIX bundle, a MISP event or feed; may be given again.")
    private List<Path> lists = new ArrayList<>();

    @Option(
            names = "--known-good",
            paramLabel = "FILE",
            description =
                    "What not to look for: a list in MISP's warning-list format, or a folder of"
                            + " them; may be given again.")
    private List<Path> knownGood = new ArrayList<>();

    /** Whether there is anything to look for. */
    public boolean isAsked() {
        return !lists.isEmpty();
    }

    /** Reads it all, and tells what became of it. */
    public IndicatorSet gather(PrintWriter err) {
        return lists.isEmpty()
                ? IndicatorSet.empty()
                : IndicatorSet.gather(lists, knownGood, Instant.now(), err);
    }
}
