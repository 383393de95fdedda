/**
 * The only door outwards: asks {@code access} for a ruling and shows what it permits.
 *
 * <p>Start with {@code Sharing}.
 */
@NullMarked
package org.commonwatch.server.sharing;

import org.jspecify.annotations.NullMarked;
