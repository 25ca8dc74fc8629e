/** FixedIps in files: found, read and checked without a Kubernetes API. */
@NullMarked
package dev.fixedip.cli.files;

import org.jspecify.annotations.NullMarked;
