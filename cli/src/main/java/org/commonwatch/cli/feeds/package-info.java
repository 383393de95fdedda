/**
 * Commands that fetch feeds for sensors.
 *
 * <p>Start with {@code FeedsCommand}. It promises that a file is either whole or as it was before.
 */
@NullMarked
package org.commonwatch.cli.feeds;

import org.jspecify.annotations.NullMarked;
