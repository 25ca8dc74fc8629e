/** The benchmark, {@code mvn -Pbench}: scenarios that are measured, and the report on them. */
@NullMarked
package dev.fixedip.bench;

import org.jspecify.annotations.NullMarked;
