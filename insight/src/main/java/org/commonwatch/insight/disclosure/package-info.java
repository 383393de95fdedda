/**
 * Which numbers a reader may be told, so that nothing follows from them about few indicators or few
 * owners.
 *
 * <p>The rule has three parts. A cell of fewer than ten indicators, or of fewer than three owners,
 * is not told; nor is none told apart from few. What is left over in a table, and so follows from
 * its total, is as large: small cells are put together, with the next larger ones if need be. And
 * what lies between any two reports of one window is nothing or as large, cell by cell; else the
 * earlier report stays as it is. Windows that overlap and are not the same are refused.
 *
 * <p>Start with {@link org.commonwatch.insight.disclosure.Suppression}.
 */
@NullMarked
package org.commonwatch.insight.disclosure;

import org.jspecify.annotations.NullMarked;
