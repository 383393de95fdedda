package org.commonwatch.telemetry.sensor.mapping;

import java.util.List;
import java.util.Map;

/** A way to take a line apart into named fields. */
public sealed interface Split {
    /**
     * Pairs of a key and a value. A value in double quotes may hold anything, a quote behind a
     * backslash included. What stands before the first pair is the field {@code head}, and its
     * first eight words are {@code head 1} to {@code head 8}.
     *
     * @param after a text that the line must hold, and behind which the pairs start; may be empty
     * @param between what ends a pair, such as a blank
     * @param equals what ends a key, such as {@code =}
     */
    record Pairs(String after, char between, char equals) implements Split {}

    /**
     * Columns, whose values may stand in double quotes, doubled inside. They are named by their
     * number, from 1, and by the header's names if there is one.
     *
     * @param header whether the first line names the columns
     */
    record Table(char separator, boolean header) implements Split {}

    /** One JSON object a line; fields are named by paths such as {@code source/ip}. */
    record Json() implements Split {}

    /**
     * Messages that are told by templates, as {@code %ASA-4-106023: Deny tcp src …}: behind the
     * mark come a digit, the field {@code level}, and a number, the field {@code message}.
     *
     * @param marks one of which the line must hold, such as {@code %ASA-}
     */
    record Messages(List<String> marks, List<Template> templates) implements Split {
        public Messages {
            marks = List.copyOf(marks);
            templates = List.copyOf(templates);
        }
    }

    /**
     * One message. Its text is literal but for names in braces, which stand for all up to the
     * literal behind them; {@code {}} stands for what is not wanted, and the line may go on behind
     * the last literal.
     *
     * @param messages the numbers it has; without any, whatever number
     * @param gives fields with values of the template's own
     */
    record Template(List<String> messages, String text, Map<String, String> gives) {
        public Template {
            messages = List.copyOf(messages);
            gives = Map.copyOf(gives);
        }
    }
}
