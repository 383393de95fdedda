package org.commonwatch.insight.gap;

import org.commonwatch.insight.survival.KaplanMeier;

/**
 * How much time was lost, in seconds, over the indicators of the gap.
 *
 * @param beforeHit from when others knew an indicator to when it hit the party
 * @param untilReadable from when others knew it to when they let the party read it; what they still
 *     had not at the end of the window is known to take longer
 */
public record Leads(KaplanMeier beforeHit, KaplanMeier untilReadable) {}
