package org.commonwatch.server.sharing;

import org.commonwatch.server.membership.Collection;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who asks for what.
 *
 * @param object the id of the one object that is asked for, if it is one
 */
public record Question(
        Caller caller,
        Surface surface,
        Collection collection,
        Page.Query query,
        Optional<String> object) {
    /** What is asked for, without who asks. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(collection.id().toString());
        object.ifPresent(id -> text.append(" id ").append(id));
        Match match = query.match();
        add(text, "ids", match.ids());
        add(text, "types", match.types());
        add(text, "spec versions", match.specs());
        add(text, "words", match.words());
        text.append(", ").append(match.versions());
        query.addedAfter().ifPresent(after -> text.append(", added after ").append(after));
        query.next().ifPresent(next -> text.append(", going on"));
        return text.append(", at most ").append(query.limit()).toString();
    }

    private static void add(StringBuilder text, String what, Set<String> values) {
        if (!values.isEmpty()) {
            text.append(", ").append(what).append(' ').append(new TreeSet<>(values));
        }
    }
}
