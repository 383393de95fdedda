/**
 * Requests and letters of standing as work: drafted by one person, signed by another, sent,
 * received, decided on, or overdue. All of it stays assertions; only drafts are kept beside them.
 *
 * <p>Promises that nobody is told of a request or letter that is neither its party's, nor addressed
 * to the body it works for: it is answered as one that never was. Start with {@code Registry}, then
 * {@code Drafts}.
 */
@NullMarked
package org.commonwatch.server.procedure;

import org.jspecify.annotations.NullMarked;
