/**
 * Reads sensors that write one JSON object a line, besides Suricata: Cowrie, OCSF and IDEA.
 *
 * <p>Every object is read by {@code JsonFields}. Formats whose objects are flat use {@code
 * FlatJson}, which takes most lines apart by itself, in a fraction of the time, and finds the same.
 *
 * <p>Start with {@code JsonFields}, then {@code FlatJson}.
 */
@NullMarked
package org.commonwatch.telemetry.sensor.json;

import org.jspecify.annotations.NullMarked;
