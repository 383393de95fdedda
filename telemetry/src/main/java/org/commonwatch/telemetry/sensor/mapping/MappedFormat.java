package org.commonwatch.telemetry.sensor.mapping;

import org.commonwatch.telemetry.event.CountingRule;
import org.commonwatch.telemetry.event.Events;
import org.commonwatch.telemetry.event.Fact;
import org.commonwatch.telemetry.event.Kind;
import org.commonwatch.telemetry.event.Kinds;
import org.commonwatch.telemetry.event.Text;
import org.commonwatch.telemetry.sensor.Reason;
import org.commonwatch.telemetry.sensor.Timestamp;
import org.commonwatch.telemetry.sensor.line.ColumnWriter;
import org.commonwatch.telemetry.sensor.line.Line;
import org.commonwatch.telemetry.sensor.line.LineFormat;
import org.commonwatch.telemetry.sensor.line.Outcome;
import org.commonwatch.telemetry.sensor.line.Slots;
import org.commonwatch.telemetry.sensor.line.Syslog;
import org.commonwatch.telemetry.sensor.line.TimeText;
import org.commonwatch.telemetry.sensor.mapping.Mapping.Column;
import org.commonwatch.telemetry.sensor.mapping.Mapping.Meaning;
import org.commonwatch.telemetry.sensor.mapping.Mapping.Sort;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads lines as a mapping says. */
public final class MappedFormat implements LineFormat {
    private static final int LOWEST_SEVERITY = 10;

    private final Mapping mapping;
    private final Slots slots;
    private final List<String> fields;
    private final List<Splitter> splitters = new ArrayList<>();
    private final TimeText times;
    private final Syslog syslog;
    private final ColumnWriter columns;

    /** Reads for counting by the rule; times may have neither year nor zone. */
    public MappedFormat(Mapping mapping, CountingRule rule, TimeText times) {
        this.mapping = mapping;
        this.times = times;
        syslog = new Syslog(times);
        columns = new ColumnWriter(rule);
        fields = List.copyOf(fields(mapping));
        slots = new Slots(fields.stream().map(List::of).toList());
        for (Split split : mapping.splits()) {
            splitters.add(
                    switch (split) {
                        case Split.Pairs pairs -> new PairSplitter(pairs);
                        case Split.Table table -> new TableSplitter(table);
                        case Split.Json() -> new JsonSplitter(fields);
                        case Split.Messages messages -> new MessageSplitter(messages, slots);
                    });
        }
    }

    private static Set<String> fields(Mapping mapping) {
        Set<String> fields = new LinkedHashSet<>();
        mapping.times().forEach(fields::addAll);
        for (Sort sort : mapping.sorts()) {
            fields.addAll(sort.when().keySet());
            sort.columns().values().forEach(fields::addAll);
            sort.meanings().forEach(meaning -> fields.add(meaning.field()));
        }
        return fields;
    }

    @Override
    public Outcome read(Line line, Events events) {
        String text = line.text();
        Syslog.Frame frame = mapping.syslog() ? syslog.read(text) : null;
        int from = frame == null ? 0 : frame.message();
        Splitter splitter = splitter(text, from);
        if (splitter == null && from > 0) {
            // A tag may have been part of the record.
            from = 0;
            splitter = splitter(text, from);
        }
        slots.clear();
        Outcome ended = splitter == null ? null : splitter.split(line, text, from, slots);
        if (ended != null) {
            return ended;
        }
        Timestamp time = time();
        if (time == null && frame != null) {
            time = frame.time();
        }
        if (time == null) {
            return timeless(splitter != null);
        }
        columns.time(time, events);
        for (Sort sort : mapping.sorts()) {
            if (fits(sort)) {
                say(sort, events);
                return Outcome.RECORD;
            }
        }
        columns.classify(CountingRule.UNNAMED, 0, Kind.OTHER, events);
        return Outcome.UNKNOWN;
    }

    private @Nullable Splitter splitter(String text, int from) {
        for (Splitter splitter : splitters) {
            if (splitter.applies(text, from)) {
                return splitter;
            }
        }
        return null;
    }

    private Outcome timeless(boolean split) {
        for (List<String> place : mapping.times()) {
            String written = joined(place);
            if (written != null) {
                return Outcome.refused(Reason.UNREADABLE_TIMESTAMP, written);
            }
        }
        boolean holds = split && fields.stream().anyMatch(field -> field(field) != null);
        return Outcome.refused(holds ? Reason.NO_TIMESTAMP : Reason.FOREIGN);
    }

    private @Nullable Timestamp time() {
        for (List<String> place : mapping.times()) {
            Timestamp time = times.whole(joined(place));
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    private @Nullable String joined(List<String> place) {
        if (place.size() == 1) {
            return field(place.getFirst());
        }
        StringBuilder joined = new StringBuilder();
        for (String name : place) {
            String value = field(name);
            if (value == null) {
                return null;
            }
            joined.append(joined.isEmpty() ? "" : " ").append(value);
        }
        return joined.toString();
    }

    private boolean fits(Sort sort) {
        for (Map.Entry<String, List<String>> needed : sort.when().entrySet()) {
            String value = field(needed.getKey());
            if (value == null) {
                return false;
            }
            if (!needed.getValue().isEmpty()
                    && needed.getValue().stream().noneMatch(value::equalsIgnoreCase)) {
                return false;
            }
        }
        return true;
    }

    private void say(Sort sort, Events events) {
        Map<Column, List<String>> said = sort.columns();
        columns.source(value(said, Column.SOURCE), events);
        columns.target(value(said, Column.TARGET), events);
        columns.ports(value(said, Column.SOURCE_PORT), value(said, Column.TARGET_PORT), events);
        columns.text(Text.SIGNATURE, value(said, Column.SIGNATURE), events);
        columns.text(Text.HOST, value(said, Column.HOST), events);
        columns.text(Text.URL, value(said, Column.URL), events);
        columns.text(Text.DNS_NAME, value(said, Column.DNS_NAME), events);
        columns.text(Text.TLS_SNI, value(said, Column.TLS_SNI), events);
        columns.text(Text.USER, value(said, Column.USER), events);
        columns.hash(value(said, Column.HASH), events);
        classify(sort, events);
    }

    private void classify(Sort sort, Events events) {
        int facts = columns.protocol(value(sort.columns(), Column.PROTOCOL), events);
        String graded = value(sort.columns(), Column.SEVERITY);
        int severity = ColumnWriter.number(graded, LOWEST_SEVERITY);
        String signature = value(sort.columns(), Column.SIGNATURE);
        Kind kind = columns.kind(value(sort.columns(), Column.CATEGORY), signature);
        for (Meaning meaning : sort.meanings()) {
            if (applies(meaning)) {
                for (Fact fact : meaning.effect().facts()) {
                    facts |= fact.bit();
                }
                severity = meaning.effect().severity() > 0 ? meaning.effect().severity() : severity;
                Kind meant = meaning.effect().kind();
                kind = meant == null ? kind : Kinds.narrowed(meant, signature);
            }
        }
        events.putSeverity(severity);
        if (severity > 0) {
            facts |= Fact.SEVERITY.bit();
        }
        columns.classify(columns.type(sort.type()), facts, kind, events);
    }

    private boolean applies(Meaning meaning) {
        String value = field(meaning.field());
        if (value == null) {
            return false;
        }
        if (meaning.values().isEmpty()) {
            return true;
        }
        for (String wanted : meaning.values()) {
            if (meaning.within() ? contains(value, wanted) : value.equalsIgnoreCase(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(String value, String part) {
        for (int i = 0; i + part.length() <= value.length(); i++) {
            if (value.regionMatches(true, i, part, 0, part.length())) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String value(Map<Column, List<String>> said, Column column) {
        for (String name : said.getOrDefault(column, List.of())) {
            String value = field(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private @Nullable String field(String name) {
        int cell = slots.cell(name);
        String value = cell < 0 ? null : slots.value(cell);
        return value == null || value.isEmpty() ? null : value;
    }
}
