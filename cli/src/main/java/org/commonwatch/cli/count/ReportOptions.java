package org.commonwatch.cli.count;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.PrintWriter;

/** How a count is told. */
final class ReportOptions {
    @Mixin private ByOptions by = new ByOptions();

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
        var report = new CountReport(sum, matched, by.by(), Math.max(0, top), sum.sessions());
        if (form.json) {
            report.json(out);
        } else if (form.csv) {
            report.csv(out);
        } else {
            report.text(out);
        }
    }
}
