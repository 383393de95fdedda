package org.commonwatch.insight;

import java.util.List;

/** Why counts, options or questions cannot be taken as they are. */
public sealed interface InsightRefusal {
    /** What happened: one sentence that names the value. */
    String message();

    /** What to do next, as an instruction. */
    String remedy();

    /** A number of events is below zero. */
    record NegativeCount(String period, long count) implements InsightRefusal {
        @Override
        public String message() {
            return "The count of " + period + " is " + count + ".";
        }

        @Override
        public String remedy() {
            return "Give a count of zero or more; give what was not watched an exposure of zero.";
        }
    }

    /** Something was counted where nothing is said to have been watching. */
    record CountWithoutExposure(String period, long count) implements InsightRefusal {
        @Override
        public String message() {
            return "In " + period + " " + count + " events were counted, but its exposure is zero.";
        }

        @Override
        public String remedy() {
            return "Give the exposure of the sensors that counted, or leave out their counts.";
        }
    }

    /** Two lists that belong together differ in length. */
    record Gap(String what, int have, int need) implements InsightRefusal {
        @Override
        public String message() {
            return "There are " + have + " " + what + " for " + need + " periods.";
        }

        @Override
        public String remedy() {
            return "Give one for each period; a period that was not watched has an exposure of"
                    + " zero.";
        }
    }

    /** There is too little to answer from. */
    record TooShort(String what, int have, int need) implements InsightRefusal {
        @Override
        public String message() {
            return "The " + what + " needs " + need + " periods, and there are " + have + ".";
        }

        @Override
        public String remedy() {
            return "Give a longer history, or ask about a later period.";
        }
    }

    /** A number is not among those that mean something. */
    record OutOfRange(String what, String value, String allowed) implements InsightRefusal {
        @Override
        public String message() {
            return "The " + what + " is " + value + ".";
        }

        @Override
        public String remedy() {
            return "Give " + allowed + ".";
        }
    }

    /** A word stands for nothing. */
    record Unknown(String what, String word, List<String> known) implements InsightRefusal {
        @Override
        public String message() {
            return "There is no " + what + " '" + word + "'.";
        }

        @Override
        public String remedy() {
            return "Use one of " + String.join(", ", known) + ".";
        }
    }

    /** A model does not settle on the counts. */
    record NoFit(String what) implements InsightRefusal {
        @Override
        public String message() {
            return "No model could be fitted to " + what + ".";
        }

        @Override
        public String remedy() {
            return "Ask with a longer history, or with fewer things that may explain it.";
        }
    }

    /** Two things have the same name. */
    record Twice(String id) implements InsightRefusal {
        @Override
        public String message() {
            return "There are two occasions '" + id + "'.";
        }

        @Override
        public String remedy() {
            return "Give one of them another name, or leave it out.";
        }
    }

    /** Something was to be said before it could be known, and is said later. */
    record TooLate(String what, String when, String begins) implements InsightRefusal {
        @Override
        public String message() {
            return "The " + what + " is of " + when + ", and its window began on " + begins + ".";
        }

        @Override
        public String remedy() {
            return "Register it before its window begins, or choose a later occasion.";
        }
    }

    /** Two columns that belong together differ in length. */
    record Unequal(String what, int have, String of, int need) implements InsightRefusal {
        @Override
        public String message() {
            return "There are " + have + " " + what + " for " + need + " " + of + ".";
        }

        @Override
        public String remedy() {
            return "Give as many " + what + " as " + of + ", in the same order.";
        }
    }

    /** A row is not what its column is for. */
    record BadRow(String what, int row, String value, String allowed) implements InsightRefusal {
        @Override
        public String message() {
            return "The " + what + " of row " + row + " is " + value + ".";
        }

        @Override
        public String remedy() {
            return "Give " + allowed + ", or leave the row out.";
        }
    }

    /** What was told of one time would give away, with what is asked now, what lies between. */
    record Overlapping(String window, String told) implements InsightRefusal {
        @Override
        public String message() {
            return "The window "
                    + window
                    + " overlaps with "
                    + told
                    + ", of which was told before.";
        }

        @Override
        public String remedy() {
            return "Ask for the window that was told, or for one that shares no time with it.";
        }
    }
}
