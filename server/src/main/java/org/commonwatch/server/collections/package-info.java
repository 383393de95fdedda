/**
 * The product's own API for who reads and writes collections: one class for each endpoint.
 *
 * <p>Start with {@code CollectionRoutes}.
 */
@NullMarked
package org.commonwatch.server.collections;

import org.jspecify.annotations.NullMarked;
