/** Benchmarks of the operator: it, EC2 and Kubernetes are processes of their own. */
@NullMarked
package dev.fixedip.bench.fleet;

import org.jspecify.annotations.NullMarked;
