package org.commonwatch.server.feeds;

import org.commonwatch.stix.Observable.Kind;

import java.io.IOException;
import java.io.Writer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The rules of Suricata that load lists of hashes, for those kinds of which there are some. */
final class FileHashes {
    private static final List<Kind> KINDS = List.of(Kind.MD5, Kind.SHA1, Kind.SHA256);

    private final Set<Kind> met = EnumSet.noneOf(Kind.class);

    void note(Kind kind) {
        met.add(kind);
    }

    void write(Sids sids, Writer out) throws IOException {
        for (Kind kind : KINDS) {
            if (met.contains(kind)) {
                String name = kind.label();
                out.write(
                        "alert http any any -> any any (msg:\"Commonwatch file by its %1$s\";"
                                        .formatted(name)
                                + " file%1$s:suricata-%1$s.lst; classtype:trojan-activity;"
                                        .formatted(name)
                                + " sid:%d; rev:1;)\n".formatted(sids.of("file " + name)));
            }
        }
    }
}
