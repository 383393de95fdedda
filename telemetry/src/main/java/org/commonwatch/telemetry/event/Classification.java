package org.commonwatch.telemetry.event;

/**
 * What an event counts as.
 *
 * @param unit which rung of the ladder
 * @param kind what it amounts to; {@link Kind#OTHER} for context
 * @param established whether the source certainly took part; see {@link CountingRule}
 */
public record Classification(Unit unit, Kind kind, boolean established) {}
