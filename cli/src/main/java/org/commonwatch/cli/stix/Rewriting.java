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
    private boolean isInList;
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
        isInList = head == null || isListLast(head);
        if (form == Form.CANONICAL) {
            return;
        }
        String text = head == null ? "[" : form.text(head, 0);
        out.print(
                head != null && isInList
                        ? text.substring(0, text.length() - tail().length())
                        : text);
    }

    private static boolean isListLast(JsonObject head) {
        int last = head.size() - 1;
        return last >= 0
                && head.name(last).equals("objects")
                && head.value(last).equals(JsonArray.EMPTY);
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
            if (isInList) {
                out.print((written == 0 ? "" : form.lineEnd(level - 1)) + "]");
            }
            if (container != null && isInList) {
                for (int i = headSize; i < container.size(); i++) {
                    out.print("," + member(container.name(i), container.value(i)));
                }
                out.print(form.lineEnd(0) + "}");
            }
            out.println();
        }
        level = 0;
    }

    // A member as it stands in an object, with the line end before it.
    private String member(String name, Json value) {
        String alone = form.text(JsonObject.builder().put(name, value).build(), 0);
        return alone.substring(1, alone.length() - form.lineEnd(0).length() - 1);
    }
}
