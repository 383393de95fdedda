/**
 * Who a person is to a server, kept between commands.
 *
 * <p>Start with {@code LoginCommand}. A password is read and never kept; what is kept is a token
 * that ends by itself, in a file that its owner alone may read.
 */
@NullMarked
package org.commonwatch.cli.account;

import org.jspecify.annotations.NullMarked;
