/**
 * What an operator should know before it hurts: each check looks at one thing, and tells what it
 * found and what to do. Changes nothing.
 *
 * <p>Start with {@code Doctor}.
 */
@NullMarked
package org.commonwatch.server.doctor;

import org.jspecify.annotations.NullMarked;
