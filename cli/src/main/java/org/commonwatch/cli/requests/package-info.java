/**
 * Requests for standing, letters and decisions, worked on from the command line by the people of a
 * party or of a body.
 *
 * <p>Start with {@code DraftRequest}, then {@code Sign}.
 */
@NullMarked
package org.commonwatch.cli.requests;

import org.jspecify.annotations.NullMarked;
