/**
 * {@code cwatch surges} and {@code cwatch elections}: what rose, and before what.
 *
 * <p>Start with {@code SurgesCommand}.
 */
@NullMarked
package org.commonwatch.cli.surges;

import org.jspecify.annotations.NullMarked;
