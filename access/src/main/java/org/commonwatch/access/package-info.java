/**
 * The nouns of standing: bodies, what parties are to them, what was decided, agreed and restricted,
 * and when.
 *
 * <p>All are values. A {@link org.commonwatch.access.Fact} is what somebody may claim; {@code
 * history} keeps the claims, {@code charter} has the rules of bodies, {@code marking} what owners
 * say about their objects, {@code request} how far a request has come, and {@code ruling} answers
 * who may read what. Nothing here reads a clock, a database or a setting, so the same question
 * always has the same answer, and any answer can be given again later.
 *
 * <p>Start with {@code Standing} and {@code Decision}, then go to {@code ruling}.
 */
@NullMarked
package org.commonwatch.access;

import org.jspecify.annotations.NullMarked;
