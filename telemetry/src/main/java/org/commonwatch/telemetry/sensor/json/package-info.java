/**
 * Reads sensors that write one JSON object a line, besides Suricata: Cowrie, OCSF and IDEA.
 *
 * <p>Start with {@code JsonFields}.
 */
@NullMarked
package org.commonwatch.telemetry.sensor.json;

import org.jspecify.annotations.NullMarked;
