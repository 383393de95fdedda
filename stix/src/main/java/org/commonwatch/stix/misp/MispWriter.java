package org.commonwatch.stix.misp;

import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonPrinter;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Writes an event of any size: its attributes, then its objects, then all else. */
public final class MispWriter {
    private final Consumer<byte[]> out;
    private final AtomicBoolean inObjects = new AtomicBoolean();
    private final AtomicBoolean any = new AtomicBoolean();

    /** Begins an event; the bytes go where it is said, piece by piece. */
    public MispWriter(Consumer<byte[]> out) {
        this.out = out;
        write("{\"Event\":{\"Attribute\":[");
    }

    /** Adds an attribute; none after the first object. */
    public void attribute(JsonObject attribute) {
        if (inObjects.get()) {
            throw new IllegalStateException("an attribute behind an object");
        }
        add(attribute);
    }

    /** Adds an object with its attributes. */
    public void object(JsonObject object) {
        beginObjects();
        add(object);
    }

    private void beginObjects() {
        if (!inObjects.getAndSet(true)) {
            any.set(false);
            write("],\"Object\":[");
        }
    }

    private void add(JsonObject item) {
        write((any.getAndSet(true) ? ",\n" : "\n") + JsonPrinter.compact(item));
    }

    /** Ends the event with what is around its attributes and objects. */
    public void end(JsonObject head) {
        beginObjects();
        write("]");
        head.forEach((name, value) -> {
            if (!name.equals("Attribute") && !name.equals("Object")) {
                String member = JsonPrinter.compact(JsonObject.builder().put(name, value).build());
                write(",\n" + member.substring(1, member.length() - 1));
            }
        });
        write("}}\n");
    }

    private void write(String text) {
        out.accept(text.getBytes(StandardCharsets.UTF_8));
    }
}
