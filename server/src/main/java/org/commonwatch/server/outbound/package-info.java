/**
 * The only way out: every connection that the server opens to another machine goes through here,
 * and reaches only hosts that the administrator listed.
 *
 * <p>Start with {@code Outbound}. It promises that nothing is sent to a host that is not listed,
 * nor to an address of this machine or of a private network unless that address is listed itself,
 * on whatever name or redirection it was come by; and that no answer takes more time or memory than
 * its limits say.
 */
@NullMarked
package org.commonwatch.server.outbound;

import org.jspecify.annotations.NullMarked;
