/** The simulator's own interface: JSON over HTTP, beside EC2's on the same port. */
@NullMarked
package dev.fixedip.simulator.control;

import org.jspecify.annotations.NullMarked;
