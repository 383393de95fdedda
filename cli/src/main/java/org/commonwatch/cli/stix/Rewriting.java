package org.commonwatch.cli.stix;

import org.commonwatch.stix.RefusedException;
import org.commonwatch.stix.StixId;
import org.commonwatch.stix.StixObject;
import org.commonwatch.stix.bundle.BundleReader;
import org.commonwatch.stix.bundle.Entry;
import org.commonwatch.stix.bundle.Losses;
import org.commonwatch.stix.json.Json;
import org.commonwatch.stix.json.JsonArray;
import org.commonwatch.stix.json.JsonObject;
import org.commonwatch.stix.json.JsonReader;
import org.commonwatch.stix.json.JsonString;
import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;

/** Writes what is read in another form, object by object, and keeps account of what is lost. */
final class Rewriting implements BundleReader.Receiver {
    private final Form form;
    private final PrintWriter out;
    private final Losses losses;
    private final JsonReader json = new JsonReader();
    // The level at which objects stand now, and how many of the list were written.
    private int level;
    private long written;
    private int headSize;
    private long entries;

    Rewriting(Form form, PrintWriter out, Losses losses) {
        this.form = form;
        this.out = out;
        this.losses = losses;
    }

    @Override
    public void begin(@Nullable JsonObject head) {
        written = 0;
        level = head == null ? 1 : 2;
        headSize = head == null ? 0 : head.size();
        if (form == Form.CANONICAL) {
            return;
        }
        if (head == null) {
            out.print('[');
        } else {
            String text = form.text(head, 0);
            out.print(hasList(head) ? text.substring(0, text.length() - tail().length()) : text);
        }
    }

    // The list is last in a head, and still empty.
    private static boolean hasList(JsonObject head) {
        return head.size() > 0 && head.value(head.size() - 1).equals(JsonArray.EMPTY);
    }

    private String tail() {
        return "]" + form.lineEnd(0) + "}";
    }

    @Override
    public void entry(Entry entry) {
        entries++;
        switch (entry) {
            case Entry.Value value -> value(value);
            case Entry.Broken broken -> losses.dropped(broken.index(), null, broken.refusal());
        }
    }

    /** How many objects there were, or what stood where one should be. */
    long entries() {
        return entries;
    }

    private void value(Entry.Value entry) {
        String text;
        try {
            text = form.text(entry.json(), level);
        } catch (RefusedException e) {
            losses.dropped(entry.index(), id(entry.json()), e.refusal());
            return;
        }
        // Only the canonical form has other letters for a number.
        if (form == Form.CANONICAL && !json.read(text).equals(entry.json())) {
            losses.changed(
                    entry.index(),
                    id(entry.json()),
                    "A number has more digits than a double, which the canonical form has not.");
        }
        meet(entry);
        if (form == Form.CANONICAL || level == 0) {
            out.println(text);
        } else {
            out.print((written++ == 0 ? "" : ",") + form.lineEnd(level) + text);
        }
    }

    private void meet(Entry.Value entry) {
        try {
            losses.met(entry.index(), StixObject.of(entry.json(), entry.bytes()));
        } catch (RefusedException nameless) {
            // It is written all the same; what has no id is not met again.
        }
    }

    private static @Nullable StixId id(Json json) {
        return json instanceof JsonObject object && object.get("id") instanceof JsonString text
                ? StixId.find(text.value()).orElse(null)
                : null;
    }

    @Override
    public void end(@Nullable JsonObject container) {
        if (form != Form.CANONICAL) {
            String behind = written == 0 ? "" : form.lineEnd(level - 1);
            if (container == null) {
                out.println(behind + "]");
            } else if (container.names().contains("objects")) {
                out.print(behind + "]");
                for (int i = headSize; i < container.size(); i++) {
                    JsonObject one =
                            JsonObject.builder().put(container.name(i), container.value(i)).build();
                    String text = form.text(one, 0);
                    String end = form.lineEnd(0) + "}";
                    out.print("," + text.substring(1, text.length() - end.length()));
                }
                out.println(form.lineEnd(0) + "}");
            } else {
                out.println();
            }
        }
        level = 0;
    }
}
