package org.commonwatch.archive.world;

import org.commonwatch.access.AccessRefusedException;

/** The kernel's refusals as part of a sentence about a file. */
final class Refusals {
    private Refusals() {}

    static String what(AccessRefusedException e) {
        String message = e.refusal().message();
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
