/**
 * Charters of bodies and whole worlds as YAML files.
 *
 * <p>Strict on purpose: a key or word that is not known, a time that ends before it begins, or a
 * rule that adds nothing is refused with its file, its line and a suggestion, and nothing is taken
 * of the file.
 *
 * <p>Start with {@code CharterFile}, then {@code WorldFolder}.
 */
@NullMarked
package org.commonwatch.archive.world;

import org.jspecify.annotations.NullMarked;
