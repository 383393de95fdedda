/**
 * The rules of bodies, as values: a new body is a new {@link
 * org.commonwatch.access.charter.Charter}, and no code.
 *
 * <p>A charter permits and never forbids: what none of its rules permits is withheld, and what is
 * taken from one party stands in a restriction. Every rule names the least standing it is for, so a
 * higher standing never sees less.
 *
 * <p>Start with {@code Charter}, then {@code Rule}.
 */
@NullMarked
package org.commonwatch.access.charter;

import org.jspecify.annotations.NullMarked;
