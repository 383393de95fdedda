package org.commonwatch.access.ruling;

import org.commonwatch.access.saying.Saying;

import java.util.List;
import java.util.Set;

/** The answer to "may this reader do this with what is handled so, at this moment?" */
public sealed interface Ruling {
    /** No list in a ruling is longer; where one is cut, the ruling says so. */
    int LIMIT = 64;

    /** What was asked. */
    Basis basis();

    /** Every reason that applies, never only the first found: those that permit come first. */
    List<Ground> grounds();

    /** What it comes to, whatever the grounds: what is left out, if it is only that. */
    default Object verdict() {
        return switch (this) {
            case Permit permit -> "permit";
            case Redact redact -> redact.properties();
            case Withhold withhold -> "withhold";
        };
    }

    /**
     * What a ruling answers.
     *
     * @param edition of the charter that was in force; 0 if none was
     */
    record Basis(Asking asking, Handling handling, int edition) {}

    /**
     * What stands between this answer and a better one.
     *
     * @param blocking every smallest set of grounds that alone would be enough to withhold
     * @param changes every smallest set of acts that would do, without those that only do more than
     *     another does; empty if none would
     * @param ask who could act, by those acts
     * @param cut whether there are more than are listed
     */
    record Flip(List<Set<Ground>> blocking, List<Changes> changes, List<String> ask, boolean cut) {
        public Flip {
            blocking = List.copyOf(blocking);
            changes = List.copyOf(changes);
            ask = List.copyOf(ask);
        }
    }

    /**
     * Acts that together change the answer.
     *
     * @param whole whether the reader would then see the whole object
     */
    record Changes(List<Change> acts, boolean whole) {
        public Changes {
            acts = List.copyOf(acts);
        }
    }

    /** The reader sees the object. */
    record Permit(Basis basis, List<Ground> grounds, List<Saying> obligations) implements Ruling {
        public Permit {
            if (grounds.isEmpty()) {
                throw new IllegalArgumentException("a permit without a ground");
            }
            grounds = List.copyOf(grounds);
            obligations = List.copyOf(obligations);
        }
    }

    /**
     * The reader sees the object without the named properties.
     *
     * @param flip what stands between this and all of it
     */
    record Redact(
            Basis basis,
            List<Ground> grounds,
            List<String> properties,
            List<Saying> obligations,
            Flip flip)
            implements Ruling {
        public Redact {
            if (properties.isEmpty()) {
                throw new IllegalArgumentException("a redaction that hides nothing is a permit");
            }
            grounds = List.copyOf(grounds);
            properties = List.copyOf(properties);
            obligations = List.copyOf(obligations);
        }
    }

    /**
     * The reader neither sees the object nor learns that it exists.
     *
     * @param flip what stands between this and seeing at least a part
     */
    record Withhold(Basis basis, List<Ground> grounds, Flip flip) implements Ruling {
        public Withhold {
            grounds = List.copyOf(grounds);
        }
    }
}
