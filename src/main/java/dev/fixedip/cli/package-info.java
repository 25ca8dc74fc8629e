/** The commands, wired by hand. */
@NullMarked
package dev.fixedip.cli;

import org.jspecify.annotations.NullMarked;
