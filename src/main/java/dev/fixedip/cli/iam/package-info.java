/** The least IAM policy for what the operator is used for. */
@NullMarked
package dev.fixedip.cli.iam;

import org.jspecify.annotations.NullMarked;
