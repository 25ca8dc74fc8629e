/** The addresses that exist in EC2 already, as FixedIps that leave them as they are. */
@NullMarked
package dev.fixedip.cli.existing;

import org.jspecify.annotations.NullMarked;
