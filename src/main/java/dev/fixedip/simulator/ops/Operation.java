package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.wire.Form;
import dev.fixedip.simulator.wire.RequestDecoder;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * One operation of the API.
 *
 * @param action its name on the wire
 * @param mutating whether it changes the world
 * @param required parameters without which EC2 answers {@code MissingParameter}
 * @param refused parameters that EC2 has and this simulator has not
 */
public record Operation<Q extends AwsRequest>(
    String action,
    boolean mutating,
    Function<Form, Q> decoder,
    Function<Q, ? extends SdkPojo> method,
    List<String> required,
    List<String> refused) {

  /** An operation that only reads. */
  static <B extends SdkPojo & SdkBuilder<B, Q>, Q extends AwsRequest> Operation<Q> reading(
      String action, Supplier<B> builder, Function<Q, ? extends SdkPojo> method) {
    return new Operation<>(
        action,
        false,
        form -> RequestDecoder.decode(form, builder.get()),
        method,
        List.of(),
        List.of());
  }

  /** An operation that changes the world. */
  static <B extends SdkPojo & SdkBuilder<B, Q>, Q extends AwsRequest> Operation<Q> mutating(
      String action, Supplier<B> builder, Function<Q, ? extends SdkPojo> method) {
    return new Operation<>(
        action,
        true,
        form -> RequestDecoder.decode(form, builder.get()),
        method,
        List.of(),
        List.of());
  }

  Operation<Q> requires(String... parameters) {
    return new Operation<>(action, mutating, decoder, method, List.of(parameters), refused);
  }

  Operation<Q> refuses(String... parameters) {
    return new Operation<>(action, mutating, decoder, method, required, List.of(parameters));
  }

  /**
   * The request that the form describes.
   *
   * @throws Ec2Error {@code UnknownParameter}, {@code MissingParameter}, {@code
   *     InvalidParameterValue}
   */
  public Q decode(Form form) {
    Q request = decoder.apply(form);
    for (String parameter : required) {
      if (!form.contains(parameter)) {
        throw Errors.missing(
            parameter.substring(0, 1).toLowerCase(Locale.ROOT) + parameter.substring(1));
      }
    }
    for (String parameter : refused) {
      if (form.contains(parameter)) {
        throw Errors.notSimulated(parameter);
      }
    }
    return request;
  }

  /** Whether the form asks only whether the call would be allowed. */
  public boolean isDryRun(Form form) {
    return "true".equalsIgnoreCase(form.text("DryRun"));
  }
}
