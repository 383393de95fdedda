package org.commonwatch.access;

import java.time.Instant;
import java.util.Optional;

/**
 * When something happened, as far as it is known: not before one instant and not after another. Of
 * an exact moment both are the same.
 */
public record Moment(Instant earliest, Instant latest) {
    /** What has not happened, as far as anybody says. */
    public static final Moment NEVER = exactly(Instant.MAX);

    public Moment {
        if (latest.isBefore(earliest)) {
            throw new AccessRefusedException(
                    new AccessRefusal.NoTime(earliest.toString(), latest.toString()));
        }
    }

    /** At that instant. */
    public static Moment exactly(Instant instant) {
        return new Moment(instant, instant);
    }

    /** Whether it was over at an instant; empty if that is not known. */
    public Optional<Boolean> passed(Instant instant) {
        if (!instant.isBefore(latest)) {
            return Optional.of(true);
        }
        return instant.isBefore(earliest) ? Optional.of(false) : Optional.empty();
    }

    /** In words, such as {@code between 1984-05-01 and 1984-09-30}. */
    @Override
    public String toString() {
        if (equals(NEVER)) {
            return "never";
        }
        return earliest.equals(latest)
                ? day(earliest)
                : "between " + day(earliest) + " and " + day(latest);
    }

    // Whole days, as people write them, without their first hour.
    private static String day(Instant instant) {
        String text = instant.toString();
        return text.endsWith("T00:00:00Z") ? text.substring(0, text.indexOf('T')) : text;
    }
}
