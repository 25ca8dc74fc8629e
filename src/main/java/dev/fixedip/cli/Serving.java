package dev.fixedip.cli;

import dev.fixedip.ec2.Inventory;
import dev.fixedip.reconcile.FixedIpOperator;
import dev.fixedip.serve.HttpEndpoints;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the HTTP port tells of an operator. */
final class Serving {
  private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

  private Serving() {}

  /**
   * Opens the port.
   *
   * @throws Problem if it is taken
   */
  static HttpEndpoints open(
      int port, FixedIpOperator operator, Inventory inventory, Meters meters) {
    try {
      HttpEndpoints http =
          HttpEndpoints.open(
              port,
              new HttpEndpoints.Content(
                  operator::isAlive,
                  () -> operator.isHealthy() && (!operator.isLeading() || inventory.isComplete()),
                  () -> meters.text(operator)));
      LOG.info("Health and metrics are at http://localhost:{}", http.port());
      return http;
    } catch (IOException e) {
      throw new Problem(
          "Port %d is not free (%s): choose another one with --http-port"
              .formatted(port, e.getMessage()),
          e);
    }
  }
}
