/**
 * What is claimed about institutions, by whom, and since when that is known.
 *
 * <p>A {@link org.commonwatch.access.history.Ledger} only grows. Claims that contradict each other
 * stand side by side; a {@link org.commonwatch.access.history.View} chooses. What is then still
 * open — an imprecise date, a disagreement the view does not settle — is never guessed: every way
 * it may have been is a {@link org.commonwatch.access.history.Reading}, and a question that they
 * answer differently is answered {@code uncertain}.
 *
 * <p>Start with {@code Assertion}, then {@code Ledger}.
 */
@NullMarked
package org.commonwatch.access.history;

import org.jspecify.annotations.NullMarked;
