/** The house's style, executed: start with {@code TidyTest}. */
@NullMarked
package org.commonwatch.tidy;

import org.jspecify.annotations.NullMarked;
