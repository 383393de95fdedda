package org.commonwatch.insight.knowledge;

/**
 * One party's side.
 *
 * @param party its number among the owners
 * @param sightings what its telemetry had
 * @param others what others saw
 * @param rulings what the party may read
 * @param mayGive when it could give what it knew
 */
public record Side(int party, Sightings sightings, Others others, Rulings rulings, Spans mayGive) {}
