/**
 * What rulings have to say, in any language. Start at {@link org.commonwatch.access.saying.Saying};
 * every text there is stands in {@link org.commonwatch.access.saying.Phrase}, in English. It is
 * promised that nothing is said but by a phrase, and that a phrase is one whole text: none is put
 * together from parts that another language would put in another order.
 */
@NullMarked
package org.commonwatch.access.saying;

import org.jspecify.annotations.NullMarked;
