/**
 * All that is in the database as one file, and back.
 *
 * <p>Start with {@code Backup}, then {@code Restore}. What is in a file of this kind is what the
 * catalogue of the database lists: a table that is added is in the next backup.
 */
@NullMarked
package org.commonwatch.server.backup;

import org.jspecify.annotations.NullMarked;
