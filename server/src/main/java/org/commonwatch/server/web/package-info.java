/**
 * HTTP for all of the server: who is let in, and how answers are written. Imports none of it.
 *
 * <p>Start with {@code SignIn}.
 */
@NullMarked
package org.commonwatch.server.web;

import org.jspecify.annotations.NullMarked;
