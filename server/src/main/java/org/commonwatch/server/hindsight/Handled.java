package org.commonwatch.server.hindsight;

import org.commonwatch.server.hindsight.Held.Term;
import org.commonwatch.stix.StixId;

import java.time.Instant;
import java.util.List;

/** What an owner said since a time, to be handled in ways that changed. */
interface Handled {
    StixId owner();

    Instant since();

    List<Term> terms();
}
