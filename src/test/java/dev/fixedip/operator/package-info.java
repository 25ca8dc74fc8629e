/** The operator as a whole, as a process, on a real Kubernetes API and an EC2 over HTTP. */
@NullMarked
package dev.fixedip.operator;

import org.jspecify.annotations.NullMarked;
