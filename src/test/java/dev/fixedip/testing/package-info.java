/** What the integration tests and the demo run against: a real Kubernetes API, and moto as EC2. */
@NullMarked
package dev.fixedip.testing;

import org.jspecify.annotations.NullMarked;
