package org.commonwatch.server.feeds;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Observable.Kind;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A value a line, as Suricata's datasets and lists of hashes are loaded. */
final class PlainList implements Form {
    private final Set<Kind> kinds;
    private final UnaryOperator<String> written;

    private PlainList(Set<Kind> kinds, UnaryOperator<String> written) {
        this.kinds = kinds;
        this.written = written;
    }

    static PlainList of(Kind... kinds) {
        return new PlainList(Set.of(kinds), UnaryOperator.identity());
    }

    /** As datasets of strings want their values. */
    static PlainList base64(Kind kind) {
        return new PlainList(
                Set.of(kind),
                value ->
                        Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void add(Given given, Writer out) throws IOException {
        for (Observable thing : given.things()) {
            if (kinds.contains(thing.kind())) {
                out.write(written.apply(thing.value()));
                out.write('\n');
            }
        }
    }
}
