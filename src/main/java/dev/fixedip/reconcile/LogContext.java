package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.ec2.LogFields;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.Tagged;
import dev.fixedip.plan.Action;
import dev.fixedip.plan.Findings;
import dev.fixedip.plan.Step;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Whom the lines of the log are about while a thread looks after one FixedIp: the fields fixedip
 * (its namespace and name), address, instance and interface.
 */
final class LogContext implements AutoCloseable {
  private LogContext() {}

  /** The FixedIp, and what its status says that it has. */
  static LogContext of(FixedIp it) {
    FixedIpStatus status = Resources.status(it);
    put(LogFields.FIXED_IP, it.getMetadata().getNamespace() + "/" + it.getMetadata().getName());
    put(LogFields.ADDRESS, it.getSpec().address());
    put(LogFields.INSTANCE, status.instanceId());
    FixedIpStatus.InterfaceStatus networkInterface = status.networkInterface();
    put(LogFields.INTERFACE, networkInterface == null ? null : networkInterface.id());
    return new LogContext();
  }

  /** What is left in EC2 of a FixedIp that is gone. */
  static LogContext ofLeftover(Tagged it, @Nullable String address) {
    put(
        LogFields.FIXED_IP,
        it.tags().getOrDefault(Ownership.NAMESPACE, "")
            + "/"
            + it.tags().getOrDefault(Ownership.NAME, ""));
    put(LogFields.ADDRESS, address);
    return new LogContext();
  }

  /** From now on: what was found in EC2 when that step was planned. */
  static void acting(Step step, Findings found) {
    found.instance().ifPresent(it -> put(LogFields.INSTANCE, it.id()));
    if (step.action() instanceof Action.CreateInterface) {
      put(LogFields.INTERFACE, null);
    } else {
      found.networkInterface().or(found::former).ifPresent(it -> put(LogFields.INTERFACE, it.id()));
    }
  }

  private static void put(String field, @Nullable String value) {
    if (value == null) {
      MDC.remove(field);
    } else {
      MDC.put(field, value);
    }
  }

  @Override
  public void close() {
    MDC.remove(LogFields.FIXED_IP);
    MDC.remove(LogFields.ADDRESS);
    MDC.remove(LogFields.INSTANCE);
    MDC.remove(LogFields.INTERFACE);
  }
}
