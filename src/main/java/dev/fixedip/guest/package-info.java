/** Pure: what a guest must be set to, per platform. */
@NullMarked
package dev.fixedip.guest;

import org.jspecify.annotations.NullMarked;
