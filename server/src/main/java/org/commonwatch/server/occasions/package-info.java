/**
 * Elections and other dated occasions, and questions put down before them.
 *
 * <p>Start with {@link org.commonwatch.server.occasions.Elections}. It promises that nothing is
 * changed, and that all that was added stands in the record.
 */
@NullMarked
package org.commonwatch.server.occasions;

import org.jspecify.annotations.NullMarked;
