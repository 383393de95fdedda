/**
 * Makes up what sensors might write, together with the truth about it.
 *
 * <p>Every line is made from what it is meant to be, so the truth is known without reading the line
 * again: a reader that counts anything else is wrong. Addresses and names are only such as are set
 * aside for tests and documentation (RFC 2544, RFC 1112, RFC 3849, RFC 9637, RFC 2606).
 *
 * <p>The same plan always makes the same bytes, whoever makes them: a simulation is a row of
 * blocks, each made from a seed of its own, in any order and on any thread. A {@code Season} says
 * when what happens, a {@code Scene} for each format what its sensor sees of it, in {@code
 * Template}s with {@code Slot}s, and a {@code Ledger} keeps the truth. What the sensors' rules say,
 * and what kind that is, stands in {@code Activity}.
 *
 * <p>Start with {@code Plan}, then {@code Simulation} and {@code Truth}.
 */
@NullMarked
package org.commonwatch.telemetry.simulation;

import org.jspecify.annotations.NullMarked;
