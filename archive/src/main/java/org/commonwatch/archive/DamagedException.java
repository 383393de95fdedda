package org.commonwatch.archive;

import java.io.IOException;

/** Compressed data that cannot be what was once written. */
final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    private final long offset;
    private final String what;

    DamagedException(long offset, String what) {
        super(what + " at byte " + offset);
        this.offset = offset;
        this.what = what;
    }

    ArchiveRefusal refusal(String name) {
        return new ArchiveRefusal.Damaged(name, offset, what);
    }
}
