/**
 * Ways in which notices leave: a webhook, syslog, mail.
 *
 * <p>Start with {@code Messenger}. It promises that what is said to have been sent was taken by the
 * other side, as far as the way can tell; a notice may come twice, under the same id.
 */
@NullMarked
package org.commonwatch.server.messages;

import org.jspecify.annotations.NullMarked;
