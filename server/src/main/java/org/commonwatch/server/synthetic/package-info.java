/**
 * A store whose content is invented, which says so for good, and takes what is drawn from a plan
 * beside what is counted.
 *
 * <p>Start with {@link org.commonwatch.server.synthetic.Synthetic}. It promises that nothing drawn
 * ever comes into a store that is not marked, and that only an empty one can be marked; no route
 * leads here.
 */
@NullMarked
package org.commonwatch.server.synthetic;

import org.jspecify.annotations.NullMarked;
