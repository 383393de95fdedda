/**
 * What a browser loads: the console, if a build has it on the class path, and what a page must know
 * before anybody signs in. Start at {@link org.commonwatch.server.console.ConsoleRoutes}. Nothing
 * here asks who it is, and nothing here is about anybody.
 */
@NullMarked
package org.commonwatch.server.console;

import org.jspecify.annotations.NullMarked;
