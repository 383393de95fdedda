/**
 * Commands about what a server looks for.
 *
 * <p>Start with {@code AddIndicators}.
 */
@NullMarked
package org.commonwatch.cli.indicators;

import org.jspecify.annotations.NullMarked;
