package org.commonwatch.cli.count;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Set;

/** How a count is told. */
final class ReportOptions {
    @Option(
            names = "--by",
            split = ",",
            paramLabel = "WORD",
            description =
                    "What to tell apart: ${COMPLETION-CANDIDATES} (default: unit,kind,source).")
    private Set<CountReport.By> by = new LinkedHashSet<>();

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "0",
            description = "Tells the N sources, targets and signatures a day with most alerts.")
    private int top;

    @ArgGroup private Form form = new Form();

    /** At most one of them. */
    private static final class Form {
        @Option(names = "--json", description = "Prints every cell and sighting as JSON.")
        private boolean json;

        @Option(names = "--csv", description = "Prints the table as CSV.")
        private boolean csv;
    }

    void print(CountReport.Sum sum, boolean matched, PrintWriter out) {
        var report = new CountReport(sum, matched, by, Math.max(0, top), sum.sessions());
        if (form.json) {
            report.json(out);
        } else if (form.csv) {
            report.csv(out);
        } else {
            report.text(out);
        }
    }
}
