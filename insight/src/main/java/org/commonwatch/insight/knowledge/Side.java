package org.commonwatch.insight.knowledge;

/**
 * One party's side.
 *
 * @param party its number among the owners
 * @param sightings what its telemetry had
 * @param othersSaw when others, of those who granted it, first saw each indicator in an attack
 * @param rulings what the party may read
 * @param mayGive when it could give what it knew
 */
@SuppressWarnings("ArrayRecordComponent") // millions of rows, which nobody compares
public record Side(
        int party, Sightings sightings, long[] othersSaw, Rulings rulings, Spans mayGive) {}
