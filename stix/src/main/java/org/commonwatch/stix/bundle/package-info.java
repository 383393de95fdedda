/**
 * Bundles and whatever else objects come in, of any size, an object at a time.
 *
 * <p>Bytes are pushed in and objects come out, each with the bytes it came in; memory is bounded by
 * the largest object, not by the text. What cannot be read is told apart and passed over, so that
 * one broken object costs nobody the others.
 *
 * <p>Start with {@code BundleReader}.
 */
@NullMarked
package org.commonwatch.stix.bundle;

import org.jspecify.annotations.NullMarked;
