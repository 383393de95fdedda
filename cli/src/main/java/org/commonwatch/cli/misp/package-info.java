/**
 * Files of MISP and of STIX, made into one another.
 *
 * <p>Start with {@code FromMisp}, then {@code ToMisp}.
 */
@NullMarked
package org.commonwatch.cli.misp;

import org.jspecify.annotations.NullMarked;
