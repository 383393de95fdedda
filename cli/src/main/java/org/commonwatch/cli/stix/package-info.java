/**
 * {@code cwatch stix}: works on STIX files on this machine, of any size.
 *
 * <p>Start with {@code StixCommand}.
 */
@NullMarked
package org.commonwatch.cli.stix;

import org.jspecify.annotations.NullMarked;
