/**
 * What a command is to read: files, folders, patterns and standard input; and files that grow.
 *
 * <p>Start with {@code Inputs}, then {@code Follower}.
 */
@NullMarked
package org.commonwatch.cli.input;

import org.jspecify.annotations.NullMarked;
