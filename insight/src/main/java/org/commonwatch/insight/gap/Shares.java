package org.commonwatch.insight.gap;

/**
 * What was counted.
 *
 * @param exposure of the indicators that hit the party in the window, those that others had known
 *     long enough and the party could not read
 * @param sessions the same of attack sessions in the window
 * @param reverse of the indicators that hit others in the window, those that the party had known
 *     long enough and could not give
 * @param withheld of the indicators that others knew by the end of the window, those that none of
 *     them had let the party read by then
 */
public record Shares(Share exposure, Share sessions, Share reverse, Share withheld) {}
