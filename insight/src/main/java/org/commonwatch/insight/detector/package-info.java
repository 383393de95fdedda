/**
 * Alarms as published methods raise them.
 *
 * <p>Start with {@link org.commonwatch.insight.detector.Detector}. Each follows its papers and
 * gives the numbers of the reference implementation to six digits; tests compare them.
 */
@NullMarked
package org.commonwatch.insight.detector;

import org.jspecify.annotations.NullMarked;
