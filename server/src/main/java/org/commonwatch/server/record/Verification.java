package org.commonwatch.server.record;

import java.util.Optional;

/**
 * What reading a whole record has shown.
 *
 * @param head the last entry up to which everything fits
 * @param finding the first that does not, if any
 */
public record Verification(Head head, Optional<Finding> finding) {}
