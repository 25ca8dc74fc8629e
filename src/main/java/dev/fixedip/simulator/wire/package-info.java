/** The EC2 Query protocol: forms to SDK requests, SDK responses to XML, over HTTP. */
@NullMarked
package dev.fixedip.simulator.wire;

import org.jspecify.annotations.NullMarked;
