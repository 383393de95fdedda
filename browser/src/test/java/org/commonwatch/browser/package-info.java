/**
 * What people meet: the console of a running demo, in a real browser.
 *
 * <p>Chromium is the system's own, at {@code /usr/bin/chromium} or where {@code -Dchromium=} says.
 * Nothing here knows how the console is made: it reads, clicks and presses keys.
 *
 * <p>Start with {@code ConsoleTest}.
 */
@NullMarked
package org.commonwatch.browser;

import org.jspecify.annotations.NullMarked;
