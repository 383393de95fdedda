package org.commonwatch.server.messages;

import org.commonwatch.server.notices.Notice;

import java.util.List;

/** A way to tell somebody. */
public sealed interface Messenger permits Webhook, Syslog, Mail {
    /** How many go at once. */
    int together();

    /**
     * Sends notices, and says in a sentence what the other side said.
     *
     * @throws org.commonwatch.server.outbound.OutboundException if they were not taken
     */
    String send(List<Notice> notices);
}
