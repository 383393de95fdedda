/**
 * Scans JSON lines with the processor's vectors. A module of its own because the Vector API is of
 * the newest Java only, while the rest of telemetry runs on older ones too.
 *
 * <p>Nobody names this package: whoever wants the fastest scanner asks {@link
 * org.commonwatch.telemetry.sensor.StructuralScanner#fastest}.
 */
@NullMarked
package org.commonwatch.telemetry.vector;

import org.jspecify.annotations.NullMarked;
