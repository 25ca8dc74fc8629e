/**
 * EC2 in this process, over its own wire protocol, with its strictness, its time and its faults.
 */
@NullMarked
package dev.fixedip.simulator;

import org.jspecify.annotations.NullMarked;
