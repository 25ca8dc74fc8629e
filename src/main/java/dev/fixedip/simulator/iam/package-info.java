/** Policy documents of IAM: what they say, and which resources each call of EC2 touches. */
@NullMarked
package dev.fixedip.simulator.iam;

import org.jspecify.annotations.NullMarked;
