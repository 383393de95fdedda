/**
 * The endpoints for who asks for standing, and who decides on it: requests, letters, drafts, the
 * inbox, and what is overdue.
 *
 * <p>Start with {@code RequestRoutes}.
 */
@NullMarked
package org.commonwatch.server.requests;

import org.jspecify.annotations.NullMarked;
