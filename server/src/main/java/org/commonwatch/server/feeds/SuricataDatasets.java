package org.commonwatch.server.feeds;

import org.commonwatch.stix.Observable;
import org.commonwatch.stix.Observable.Kind;

import java.io.IOException;
import java.io.Writer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Few rules of Suricata that load lists, each by its own name from the folder of the rules. A list
 * of names matches exactly them; networks and URLs are in none of them.
 */
final class SuricataDatasets implements Form {
    private final Sids sids;
    private final FileHashes hashes = new FileHashes();
    private final Set<Kind> met = EnumSet.noneOf(Kind.class);

    SuricataDatasets(Sids.Range range) {
        this.sids = new Sids(range);
    }

    @Override
    public void add(Given given, Writer out) throws IOException {
        for (Observable thing : given.things()) {
            met.add(thing.kind());
            hashes.note(thing.kind());
        }
    }

    @Override
    public void end(Writer out) throws IOException {
        if (met.contains(Kind.DOMAIN)) {
            String list = dataset("cw-domain", "string", Feed.SURICATA_DOMAIN);
            write("dns", "name asked for", "dns.query; " + list, out);
            write("tls", "name of a TLS server", "tls.sni; " + list, out);
            write("http", "host of HTTP", "http.host; " + list, out);
        }
        if (met.contains(Kind.IPV4) || met.contains(Kind.IPV6)) {
            String list = dataset("cw-ip", "ip", Feed.SURICATA_IP);
            for (String side : List.of("src", "dst")) {
                write("ip", "address at the " + side, "ip." + side + "; " + list, out);
            }
        }
        hashes.write(sids, out);
    }

    private static String dataset(String name, String type, Feed list) {
        return "dataset:isset,%s,type %s,load %s; ".formatted(name, type, list.label());
    }

    private void write(String protocol, String what, String options, Writer out)
            throws IOException {
        out.write(
                "alert %s any any -> any any (msg:\"Commonwatch %s\"; %s"
                                .formatted(protocol, what, options)
                        + "classtype:trojan-activity; sid:%d; rev:1;)\n"
                                .formatted(sids.of("dataset " + what)));
    }
}
