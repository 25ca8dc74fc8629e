/** The custom resources: spec, status, reasons. */
@NullMarked
package dev.fixedip.api;

import org.jspecify.annotations.NullMarked;
