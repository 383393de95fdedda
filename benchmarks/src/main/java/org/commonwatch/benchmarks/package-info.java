/**
 * What single parts of the flow take, for JMH to measure: reading, matching, counting, sketches.
 * How to run them and what was measured is in {@code benchmarks/README.md}.
 */
@NullMarked
package org.commonwatch.benchmarks;

import org.jspecify.annotations.NullMarked;
