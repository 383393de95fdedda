/**
 * Makes up what a sensor might write, together with the truth about it.
 *
 * <p>Every line is made from what it is meant to be, so the truth is known without reading the line
 * again: a reader that counts anything else is wrong. Addresses and names are only such as are set
 * aside for tests and documentation (RFC 2544, RFC 1112, RFC 3849, RFC 2606). The same plan always
 * makes the same bytes.
 *
 * <p>Start with {@code Plan}, then {@code Simulation} and {@code Truth}.
 */
@NullMarked
package org.commonwatch.telemetry.simulation;

import org.jspecify.annotations.NullMarked;
