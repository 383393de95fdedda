/**
 * Where addresses are: the country and autonomous system that a database has for a source, and the
 * sector that an operator names for a target. Weak evidence, carried with its database's name:
 * where traffic passed, not who sent it.
 *
 * <p>Tables are filled by whoever reads the databases, and looking an address up allocates nothing.
 *
 * <p>Start with {@code Places}, then {@code Geography}.
 */
@NullMarked
package org.commonwatch.telemetry.geography;

import org.jspecify.annotations.NullMarked;
