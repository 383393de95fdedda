/**
 * The command that writes reports.
 *
 * <p>Start with {@code ReportCommand}. It promises that a file is either whole or as it was before.
 */
@NullMarked
package org.commonwatch.cli.reports;

import org.jspecify.annotations.NullMarked;
