package dev.fixedip.simulator.ops;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that is one operation of the API: it takes the SDK's request and returns the SDK's
 * response. The operation has the request's name.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Action {
  /** Parameters without which EC2 answers {@code MissingParameter}, by their names on the wire. */
  String[] requires() default {};

  /** Parameters that EC2 has and this simulator has not. */
  String[] refuses() default {};
}
