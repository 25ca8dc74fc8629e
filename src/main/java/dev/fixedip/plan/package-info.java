/** Pure: what there is to do, decided from what is wanted and what EC2 holds. */
@NullMarked
package dev.fixedip.plan;

import org.jspecify.annotations.NullMarked;
