/** What the operator would do about the FixedIps of files, and how it is told. */
@NullMarked
package dev.fixedip.cli.review;

import org.jspecify.annotations.NullMarked;
