/**
 * {@code cwatch retention} and {@code cwatch hold}: what is let go of when it is old, and what is
 * not because somebody holds it.
 */
@NullMarked
package org.commonwatch.cli.retention;

import org.jspecify.annotations.NullMarked;
