package org.commonwatch.access;

import java.util.regex.Pattern;

/** The short name of a body: an organisation with rules of its own. */
public record BodyId(String name) {
    // It is part of addresses, so it is spelt as they are.
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public BodyId {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a body's name is a lower-case letter and up to 62 letters, digits or"
                            + " hyphens, not '"
                            + name
                            + "'");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
