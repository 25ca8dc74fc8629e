/** The story of the README, played on a real Kubernetes API and a simulated EC2. */
@NullMarked
package dev.fixedip.demo;

import org.jspecify.annotations.NullMarked;
