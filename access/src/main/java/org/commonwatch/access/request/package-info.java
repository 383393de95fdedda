/**
 * How far a request has come: a machine of states that is driven by what is claimed and guarded by
 * the charter's procedure.
 *
 * <p>Only a decision of a competent organ closes a request, never a letter. What is said to a third
 * party moves nothing. Silence past the deadline is a lapse and never a refusal. What moved nothing
 * is kept with the reason why.
 *
 * <p>Start with {@code Progress}.
 */
@NullMarked
package org.commonwatch.access.request;

import org.jspecify.annotations.NullMarked;
