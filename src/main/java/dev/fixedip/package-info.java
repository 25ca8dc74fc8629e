/** FixedIp: EC2 instances get the private IP addresses that people chose. */
@NullMarked
package dev.fixedip;

import org.jspecify.annotations.NullMarked;
