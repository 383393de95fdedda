package org.commonwatch.stix.bundle;

import org.commonwatch.stix.ObjectType;
import org.commonwatch.stix.StixId;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Writes a bundle (STIX 2.1 §8) of any number of objects, each as it is given, one a line. */
public final class BundleWriter {
    private final Consumer<byte[]> out;
    private final AtomicBoolean any = new AtomicBoolean();

    /** Begins a bundle of the id; the bytes go where it is said, piece by piece. */
    public BundleWriter(StixId id, Consumer<byte[]> out) {
        if (!id.type().equals(ObjectType.BUNDLE.label())) {
            throw new IllegalArgumentException("no bundle's id: " + id);
        }
        this.out = out;
        write("{\"type\":\"bundle\",\"id\":\"" + id + "\"");
    }

    /** Adds an object: the bytes of one JSON object. */
    public void add(byte[] object) {
        write(any.getAndSet(true) ? ",\n" : ",\"objects\":[\n");
        out.accept(object);
    }

    /** Ends the bundle. One without objects has no list, since no list may be empty (§2.12). */
    public void end() {
        write(any.get() ? "\n]}\n" : "}\n");
    }

    private void write(String text) {
        out.accept(text.getBytes(StandardCharsets.UTF_8));
    }
}
