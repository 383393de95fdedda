/**
 * Feeds: what a party may read of indicators, in the forms that sensors take, at addresses that
 * stay.
 *
 * <p>Start with {@code FeedRoutes}. Promise: a feed holds what the party could read one by one, as
 * long as it is valid, and its tag changes with its bytes.
 */
@NullMarked
package org.commonwatch.server.feeds;

import org.jspecify.annotations.NullMarked;
