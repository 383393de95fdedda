/**
 * Who was given what, as the record tells, and may not read it now.
 *
 * <p>Start with {@code Exposure}. It promises that nobody is left out to whom the record says that
 * something went.
 */
@NullMarked
package org.commonwatch.server.exposure;

import org.jspecify.annotations.NullMarked;
