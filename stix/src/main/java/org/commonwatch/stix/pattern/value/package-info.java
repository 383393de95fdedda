/**
 * What the constants of patterns and the values of properties mean: bytes, moments, networks, and
 * texts that are like something or match a regular expression.
 *
 * <p>Every type here reads untrusted texts, in time linear in them.
 */
@NullMarked
package org.commonwatch.stix.pattern.value;

import org.jspecify.annotations.NullMarked;
