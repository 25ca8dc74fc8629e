/** Worlds as files: what they say, how they are read, checked and written. */
@NullMarked
package dev.fixedip.simulator.file;

import org.jspecify.annotations.NullMarked;
