/** The Helm chart: what it renders, whether Kubernetes takes it, and the rights that it gives. */
@NullMarked
package dev.fixedip.chart;

import org.jspecify.annotations.NullMarked;
