/**
 * Where people and machines get what they sign in with: users, tokens, the sessions of browsers.
 *
 * <p>Start with {@code PeopleRoutes}. Whatever is issued here is shown once and kept as a digest,
 * ends by itself, and can do no more than whoever asked for it.
 */
@NullMarked
package org.commonwatch.server.people;

import org.jspecify.annotations.NullMarked;
