package org.commonwatch.server.sharing;

import org.commonwatch.server.membership.Collection;

import java.util.Optional;

/**
 * Who asks for what.
 *
 * @param object the id of the one object that is asked for, if it is one
 */
public record Question(
        Caller caller,
        Surface surface,
        Collection collection,
        Page.Query query,
        Optional<String> object) {}
