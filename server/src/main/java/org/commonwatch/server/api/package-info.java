/**
 * The product's own API: one class for each endpoint.
 *
 * <p>Start with {@code ApiRoutes}.
 */
@NullMarked
package org.commonwatch.server.api;

import org.jspecify.annotations.NullMarked;
