/**
 * Databases of where addresses are, and an operator's sectors: MaxMind DB files and CSV become the
 * kernel's tables.
 *
 * <p>Start with {@code GeographyFile}.
 */
@NullMarked
package org.commonwatch.archive.geography;

import org.jspecify.annotations.NullMarked;
