/**
 * Where Commonwatch keeps what it knows: a PostgreSQL, always.
 *
 * <p>Either {@link EmbeddedPostgres} starts one that is ours alone, inside a directory of the
 * caller's choice, or {@link Database#at} names one that somebody else keeps. Both give a {@link
 * Database}, from which the server makes its pool; {@link Transactions} is how everything else then
 * talks to it. What goes wrong arrives as a {@link DatabaseException} with a {@link
 * DatabaseRefusal}: a sentence on what happened and an instruction what to do.
 *
 * <p>The embedded server is a real one: writes are flushed before they are confirmed, every
 * connection needs the password, only this machine can reach it, and a killed process of ours costs
 * neither data nor the next start.
 *
 * <p>Start with {@code EmbeddedPostgres} and {@code Cluster}, then {@code Transactions}.
 */
@NullMarked
package org.commonwatch.database;

import org.jspecify.annotations.NullMarked;
