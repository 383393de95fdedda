package org.commonwatch.access;

import java.util.List;

/** Why facts, charters or questions cannot be taken as they are. */
public sealed interface AccessRefusal {
    /** What happened: one sentence that names the value. */
    String message();

    /** What to do next, as an instruction. */
    String remedy();

    /** A time ends before it begins, or when it begins. */
    record NoTime(String from, String to) implements AccessRefusal {
        @Override
        public String message() {
            return "From " + from + " to " + to + " is no time at all.";
        }

        @Override
        public String remedy() {
            return "Write the earlier date first; the second is the first one not included.";
        }
    }

    /** Of two values the second should not be the smaller. */
    record NotInOrder(String what, String first, String second) implements AccessRefusal {
        @Override
        public String message() {
            return "The " + what + " goes from " + first + " to " + second + ".";
        }

        @Override
        public String remedy() {
            return "Write the smaller value first.";
        }
    }

    /** A word stands for nothing. */
    record Unknown(String what, String word, List<String> known) implements AccessRefusal {
        @Override
        public String message() {
            return "There is no " + what + " '" + word + "'.";
        }

        @Override
        public String remedy() {
            return known.isEmpty()
                    ? "Add it, or correct the name."
                    : "Use one of " + String.join(", ", known) + ".";
        }
    }

    /** Two things have the same name. */
    record Twice(String what, String id) implements AccessRefusal {
        @Override
        public String message() {
            return "There are two of " + what + " '" + id + "'.";
        }

        @Override
        public String remedy() {
            return "Give one of them another name; nothing recorded is ever replaced.";
        }
    }

    /** A rule adds nothing to an earlier one. */
    record Covered(String rule, String by) implements AccessRefusal {
        @Override
        public String message() {
            return "Rule " + rule + " permits nothing that rule " + by + " does not permit.";
        }

        @Override
        public String remedy() {
            return "Leave it out, or put the narrower rule's difference into it.";
        }
    }

    /** A narrower level may be read by more than a wider one. */
    record NotNarrower(String narrower, String wider) implements AccessRefusal {
        @Override
        public String message() {
            return narrower + " may be read by lower standings than " + wider + ".";
        }

        @Override
        public String remedy() {
            return "Give each level a standing that is at least as high as the wider one's.";
        }
    }

    /** Decisions cite each other in a circle. */
    record Circle(List<String> decisions) implements AccessRefusal {
        @Override
        public String message() {
            return "Decisions cite each other in a circle: " + String.join(", ", decisions) + ".";
        }

        @Override
        public String remedy() {
            return "A decision can cite older ones only; correct what one of them cites.";
        }
    }

    /** A chain of citations is too long. */
    record TooDeep(String decision, int limit) implements AccessRefusal {
        @Override
        public String message() {
            return "More than " + limit + " decisions cite each other down to '" + decision + "'.";
        }

        @Override
        public String remedy() {
            return "Let the later ones cite an older one directly.";
        }
    }

    /** One source says that a party has two standings of one body at once. */
    record Overlapping(String source, String one, String other) implements AccessRefusal {
        @Override
        public String message() {
            return "'"
                    + source
                    + "' claims in "
                    + one
                    + " and "
                    + other
                    + " two standings of one party in one body at the same time.";
        }

        @Override
        public String remedy() {
            return "End the earlier one, or let the later assertion supersede it.";
        }
    }

    /** An assertion supersedes what it cannot. */
    record NotSuperseding(String assertion, String superseded) implements AccessRefusal {
        @Override
        public String message() {
            return "Assertion " + assertion + " cannot supersede " + superseded + ".";
        }

        @Override
        public String remedy() {
            return "It must be of the same source and matter, and not recorded before it.";
        }
    }

    /** Too much about a question is open. */
    record TooOpen(int limit) implements AccessRefusal {
        @Override
        public String message() {
            return "There are more than " + limit + " ways in which it may have been.";
        }

        @Override
        public String remedy() {
            return "Choose a view, or ask about an instant that fewer claims leave open.";
        }
    }

    /** There are more of something than a limit allows. */
    record TooMany(String what, int limit) implements AccessRefusal {
        @Override
        public String message() {
            return "There are more than " + limit + " " + what + ".";
        }

        @Override
        public String remedy() {
            return "Say it with fewer.";
        }
    }
}
