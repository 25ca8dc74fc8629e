/** One account and region of EC2: its inventory, and the executor of actions. */
@NullMarked
package dev.fixedip.ec2;

import org.jspecify.annotations.NullMarked;
