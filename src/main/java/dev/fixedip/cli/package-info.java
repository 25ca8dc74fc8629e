/** The commands, and the wiring of everything below by hand. */
@NullMarked
package dev.fixedip.cli;

import org.jspecify.annotations.NullMarked;
