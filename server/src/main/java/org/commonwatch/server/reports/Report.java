package org.commonwatch.server.reports;

import org.commonwatch.server.findings.Wish;

/** Something that can be written down for who asks. */
@FunctionalInterface
interface Report {
    /** The document, of what who asks may see; refused if it is not for them. */
    Document of(Wish wish);
}
