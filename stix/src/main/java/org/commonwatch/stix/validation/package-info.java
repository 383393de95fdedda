/**
 * Says where an object departs from STIX 2.1: what it must not is an error, what it should not a
 * warning.
 *
 * <p>What each type of object may contain stands in tables ({@code DomainTable}, {@code
 * ObservableTable}, {@code ExtensionTable}, {@code CommonTable}), a line for each property; what a
 * table cannot say is a small function. A finding names the object, the path, the sentence of the
 * standard, what was found and what to do.
 *
 * <p>Any JSON has an answer: nothing throws, and the number of findings has a limit.
 *
 * <p>Start with {@code Validator}, then {@code Finding}, then {@code DomainTable}.
 */
@NullMarked
package org.commonwatch.stix.validation;

import org.jspecify.annotations.NullMarked;
