/** EC2's operations: each a method from an SDK request to an SDK response. */
@NullMarked
package dev.fixedip.simulator.ops;

import org.jspecify.annotations.NullMarked;
