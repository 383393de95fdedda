/**
 * What is watched for, so that people are told: begins and ends the episodes of notices.
 *
 * <p>Start with {@code SilentSensors} or {@code DueRequests}. It promises one notice for each
 * episode.
 */
@NullMarked
package org.commonwatch.server.watch;

import org.jspecify.annotations.NullMarked;
