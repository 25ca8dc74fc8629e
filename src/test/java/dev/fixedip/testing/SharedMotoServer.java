package dev.fixedip.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/**
 * Gives test methods and constructors a {@link MotoServer} parameter: one server for all tests of a
 * run. A test that needs an empty EC2 calls {@link MotoServer#reset()} first.
 */
public final class SharedMotoServer extends TypeBasedParameterResolver<MotoServer> {
  @Override
  public MotoServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return of(context);
  }

  /** The server of this run, for other extensions. */
  public static MotoServer of(ExtensionContext context) {
    return OncePerRun.get(context, MotoServer.class, MotoServer::start, MotoServer::close);
  }
}
