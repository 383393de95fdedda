/**
 * Lists of indicators and of what is known to be good, as others write them, and the index that is
 * compiled of them once.
 *
 * <p>Start with {@code IndicatorReading}, {@code KnownGoodReading} and {@code IndexFile}; {@code
 * IndicatorList} is for who wants the rows of one CSV list.
 */
@NullMarked
package org.commonwatch.archive.indicators;

import org.jspecify.annotations.NullMarked;
