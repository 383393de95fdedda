/**
 * Recalls: what was given and then taken back, or may be read by fewer, is followed to everybody
 * who was given it.
 *
 * <p>Another Commonwatch is sent a signed notice until it has signed that it took the object out;
 * to another server that we push to, an object of our own is sent once more, revoked; what is
 * beyond both is listed. Start with {@code Recalls}. It promises that whoever was given an object
 * and may not read it now is told, has answered, or is in the list.
 */
@NullMarked
package org.commonwatch.server.recalls;

import org.jspecify.annotations.NullMarked;
