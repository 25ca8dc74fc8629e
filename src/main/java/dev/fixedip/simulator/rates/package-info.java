/** How often EC2 may be called: a token bucket for each API, and another tenant who calls, too. */
@NullMarked
package dev.fixedip.simulator.rates;

import org.jspecify.annotations.NullMarked;
