/** HTTP: health and metrics. */
@NullMarked
package dev.fixedip.serve;

import org.jspecify.annotations.NullMarked;
