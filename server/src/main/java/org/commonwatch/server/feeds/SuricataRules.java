package org.commonwatch.server.feeds;

import org.commonwatch.server.problem.Problem;
import org.commonwatch.server.problem.ProblemException;
import org.commonwatch.stix.Observable;

import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rules of Suricata, for each thing as many as there are places to see it in. Hashes of files are
 * in lists of their own, which one rule of each kind loads.
 */
final class SuricataRules implements Form {
    /** More rules than this slow a sensor down; datasets hold more. */
    static final int LIMIT = 50_000;

    private final Sids sids;
    private final FileHashes hashes = new FileHashes();
    private final AtomicInteger rules = new AtomicInteger();

    SuricataRules(Sids.Range range) {
        this.sids = new Sids(range);
    }

    @Override
    public void add(Given given, Writer out) throws IOException {
        for (Observable thing : given.things()) {
            hashes.note(thing.kind());
            for (SuricataRule rule : SuricataRule.of(thing)) {
                write(given, thing, rule, out);
            }
        }
    }

    private void write(Given given, Observable thing, SuricataRule rule, Writer out)
            throws IOException {
        if (rules.incrementAndGet() > LIMIT) {
            throw new ProblemException(
                    new Problem.Unprocessable(
                            "There are more than " + LIMIT + " rules.",
                            "Load suricata-datasets.rules and its lists, or ask for less with"
                                    + " 'collection', 'tlp' and 'pap'."));
        }
        long sid = sids.of(given.id() + " " + thing + " " + rule.what());
        out.write(rule.line(given, sid));
        out.write('\n');
    }

    @Override
    public void end(Writer out) throws IOException {
        hashes.write(sids, out);
    }
}
