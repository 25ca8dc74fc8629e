/** Who may call EC2: credentials, roles and what is denied to them. */
@NullMarked
package dev.fixedip.simulator.access;

import org.jspecify.annotations.NullMarked;
