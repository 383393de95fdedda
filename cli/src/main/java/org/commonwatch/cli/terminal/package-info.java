/**
 * How the command speaks with whoever runs it: progress, exit codes, and endings with a reason.
 *
 * <p>Start with {@code Stop}, then {@code EachFile}.
 */
@NullMarked
package org.commonwatch.cli.terminal;

import org.jspecify.annotations.NullMarked;
