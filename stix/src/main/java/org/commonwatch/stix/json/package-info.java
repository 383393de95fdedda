/**
 * JSON as it was written: a tree that keeps the order of members and the letters of numbers, and
 * the strict reader and the printers that go with it.
 *
 * <p>The reader takes I-JSON (RFC 7493) alone: what two readers could take for two things, it
 * refuses with the place. Time and memory it needs grow with the length of the text and with
 * nothing else.
 *
 * <p>Start with {@code Json}, then {@code JsonReader}.
 */
@NullMarked
package org.commonwatch.stix.json;

import org.jspecify.annotations.NullMarked;
