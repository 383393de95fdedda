/**
 * All formats that can be read: their names, their readers, and which one an input is of.
 *
 * <p>Start with {@code Dialect}, then {@code Dialects}.
 */
@NullMarked
package org.commonwatch.telemetry.sensor.dialect;

import org.jspecify.annotations.NullMarked;
