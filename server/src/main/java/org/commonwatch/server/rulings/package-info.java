/**
 * The endpoints for who asks why: rulings on objects, what would be if, and what one may know about
 * parties and standing. To ask for another party is a right of its own.
 *
 * <p>Start with {@code RulingRoutes}.
 */
@NullMarked
package org.commonwatch.server.rulings;

import org.jspecify.annotations.NullMarked;
