/**
 * Reads formats that are told in data rather than in code: firewalls' dialects, and tables and JSON
 * of the operator's own.
 *
 * <p>A {@code Mapping} is a value: how a line is taken apart into named fields, which fields are
 * its time, and what records of which sort say in which columns. Nothing in it is a regular
 * expression, so every line is read in time proportional to its length.
 *
 * <p>Start with {@code Mapping}, then {@code Split}.
 */
@NullMarked
package org.commonwatch.telemetry.sensor.mapping;

import org.jspecify.annotations.NullMarked;
