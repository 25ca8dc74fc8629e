/** Situation, plan, act, status: the operator around the planner. */
@NullMarked
package dev.fixedip.reconcile;

import org.jspecify.annotations.NullMarked;
