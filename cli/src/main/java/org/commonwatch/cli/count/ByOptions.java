package org.commonwatch.cli.count;

import picocli.CommandLine.Option;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** What counts are told apart by. */
public final class ByOptions {
    @Option(
            names = "--by",
            split = ",",
            paramLabel = "WORD",
            description =
                    "What to tell apart: ${COMPLETION-CANDIDATES} (default: unit,kind,source).")
    private Set<CountReport.By> by = new LinkedHashSet<>();

    /** Nothing if it was not said. */
    public Set<CountReport.By> by() {
        return Collections.unmodifiableSet(by);
    }
}
