/** What the build does beside compiling: the training of the packaged program. */
@NullMarked
package dev.fixedip.packaging;

import org.jspecify.annotations.NullMarked;
