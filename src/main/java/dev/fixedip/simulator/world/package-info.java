/** What the simulated EC2 holds, and how it changes with time. */
@NullMarked
package dev.fixedip.simulator.world;

import org.jspecify.annotations.NullMarked;
