/** What EC2 holds, as small records without a trace of the AWS SDK. */
@NullMarked
package dev.fixedip.model;

import org.jspecify.annotations.NullMarked;
