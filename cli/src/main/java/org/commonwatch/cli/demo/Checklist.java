package org.commonwatch.cli.demo;

import org.commonwatch.cli.terminal.ExitCode;
import org.commonwatch.cli.terminal.Stop;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was compared with the truth, each with its figure. */
final class Checklist {
    private static final int SHOWN = 600;

    private final List<String> right = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    /** Compares; the figure is what is told of what is equal. */
    void equal(String what, Object figure, Object actual, Object expected) {
        if (actual.equals(expected)) {
            holds(what, figure);
        } else {
            fails(
                    "'%s' is %s, but in truth %s."
                            .formatted(what, shortened("" + actual), shortened("" + expected)));
        }
    }

    /** Something is as it should be. */
    void holds(String what, Object figure) {
        String text =
                figure instanceof Long number
                        ? String.format(Locale.ROOT, "%,d", number)
                        : figure.toString();
        right.add(text + "  " + what);
    }

    /** Something is not. */
    void fails(String why) {
        wrong.add(why);
    }

    /** Tells all; throws a stop if anything is wrong. */
    void conclude(PrintWriter out) {
        out.println();
        out.println("  equal to the world's truth");
        right.forEach(each -> out.println("  " + each));
        out.flush();
        if (!wrong.isEmpty()) {
            throw new Stop(
                    ExitCode.FAILED,
                    String.join("\n        ", wrong),
                    "This is a defect of Commonwatch; please report it with the seed and the day.");
        }
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
