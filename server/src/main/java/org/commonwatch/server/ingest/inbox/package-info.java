/**
 * Takes in the files that sensors put into folders of this machine.
 *
 * <p>Start with {@code Inbox}.
 */
@NullMarked
package org.commonwatch.server.ingest.inbox;

import org.jspecify.annotations.NullMarked;
