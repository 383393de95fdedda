package org.commonwatch.telemetry.sensor.mapping;

import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a format is read, as data.
 *
 * @param name of the format, such as {@code fortigate}
 * @param syslog whether lines may stand in syslog's frame, whose time then counts where the record
 *     has none
 * @param splits ways to take a line apart; the first that applies to a line counts
 * @param times where the time is: fields that are joined by blanks; the first that can be read
 *     counts
 * @param sorts what records say; the first that fits counts, and a record that none fits is not
 *     understood
 */
public record Mapping(
        String name,
        boolean syslog,
        List<Split> splits,
        List<List<String>> times,
        List<Sort> sorts) {
    public Mapping {
        splits = List.copyOf(splits);
        times = times.stream().map(List::copyOf).toList();
        sorts = List.copyOf(sorts);
    }

    /** Whether each line can be read without those before it. */
    public boolean ofSingleLines() {
        return splits.stream()
                .noneMatch(split -> split instanceof Split.Table table && table.header());
    }

    /**
     * A sort of record.
     *
     * @param when fields that must have one of some values, in any case; a field without values
     *     must be there
     * @param type in the counting rule's words, such as {@code firewall/traffic}
     * @param columns which fields hold what; the first that is there counts
     * @param meanings what values of fields mean; all that apply do
     */
    public record Sort(
            Map<String, List<String>> when,
            String type,
            Map<Column, List<String>> columns,
            List<Meaning> meanings) {
        public Sort {
            when = Map.copyOf(when);
            columns = Map.copyOf(columns);
            meanings = List.copyOf(meanings);
        }
    }

    /**
     * What a value of a field means.
     *
     * @param values in any case; without any, whatever is there
     * @param within whether a value may be a part of the field
     */
    public record Meaning(String field, List<String> values, boolean within, Effect effect) {
        public Meaning {
            values = List.copyOf(values);
        }
    }

    /**
     * What is said of a record.
     *
     * @param kind what it amounts to if it is an alert, or null
     * @param severity from 1 (gravest) to 10, or 0
     */
    public record Effect(Set<Fact> facts, @Nullable Kind kind, int severity) {
        public Effect {
            facts = Set.copyOf(facts);
        }
    }

    /** What a field can be. */
    public enum Column {
        SOURCE,
        TARGET,
        SOURCE_PORT,
        TARGET_PORT,
        PROTOCOL,
        /** A number from 1 (gravest) to 10. */
        SEVERITY,
        SIGNATURE,
        /** What its sensor calls the sort of attack. */
        CATEGORY,
        HOST,
        URL,
        DNS_NAME,
        TLS_SNI,
        /** Of MD5, SHA-1 or SHA-256. */
        HASH,
        USER
    }
}
