package org.commonwatch.cli.stix;

import org.commonwatch.cli.terminal.Bar;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.bundle.Entry;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonString;
import org.commonwatch.stix.validation.BundleValidation;
import org.commonwatch.stix.validation.Report;
import org.commonwatch.stix.validation.Validator;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;

/** Validates the objects of a file as they are read, and counts what is found. */
final class Findings implements BundleReader.Receiver {
    private final Validator validator;
    private final BundleValidation objects;
    private final FindingWriter writer;
    private final Bar bar;
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong warnings = new AtomicLong();
    private final AtomicLong inContainer = new AtomicLong(-1);

    Findings(Validator validator, FindingWriter writer, Bar bar) {
        this.validator = validator;
        this.objects = validator.bundle();
        this.writer = writer;
        this.bar = bar;
    }

    /** How many objects there were, or what stood where one should be. */
    long objects() {
        return read.get();
    }

    long errors() {
        return errors.get();
    }

    long warnings() {
        return warnings.get();
    }

    /** Whether the file keeps every MUST and, if that is asked for, every SHOULD. */
    boolean isValid(boolean strict) {
        return errors.get() == 0 && (!strict || warnings.get() == 0);
    }

    @Override
    public void begin(@Nullable JsonObject head) {
        inContainer.set(0);
    }

    @Override
    public void entry(Entry entry) {
        read.incrementAndGet();
        bar.to(entry.place().offset(), entry.place().offset());
        String path = inContainer.get() < 0 ? "" : "objects[" + inContainer.getAndIncrement() + "]";
        add(
                switch (entry) {
                    case Entry.Value value -> objects.validate(value.json(), path);
                    case Entry.Broken broken -> Report.unreadable(path, broken.refusal());
                });
    }

    @Override
    public void end(@Nullable JsonObject container) {
        if (container != null && container.get("type") instanceof JsonString) {
            boolean empty = inContainer.get() == 0;
            add(validator.validate(empty ? container : without(container)));
        }
        inContainer.set(-1);
    }

    // Its objects, whose place an empty list has, have been checked.
    private static JsonObject without(JsonObject container) {
        var rest = JsonObject.builder();
        container.forEach((name, value) -> {
            if (!name.equals("objects")) {
                rest.put(name, value);
            }
        });
        return rest.build();
    }

    /** Tells what can be said when all objects have been read. */
    void finish() {
        add(objects.finish());
    }

    private void add(Report report) {
        errors.addAndGet(report.errors());
        warnings.addAndGet(report.warnings());
        report.findings().forEach(writer::write);
    }
}
