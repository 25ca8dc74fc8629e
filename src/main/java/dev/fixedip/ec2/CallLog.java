package dev.fixedip.ec2;

import dev.fixedip.model.Write;
import dev.fixedip.plan.Action;
import dev.fixedip.plan.ElasticIpAction;
import dev.fixedip.plan.Failure;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One line for each mutating call: what came of it, with what people search for as fields. Whom it
 * is for is in the logging context (MDC) of the caller's thread.
 */
final class CallLog {
  private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);

  private CallLog() {}

  static void done(Action action, Calls.Answered answered) {
    line(
        line(Level.INFO, action, answered.requestId()),
        interfaceOf(action).or(() -> made(answered)),
        "%s %s: done%s, EC2 request %s"
            .formatted(
                action.call(),
                action.target(),
                made(answered).map(it -> " as " + it).orElse(""),
                answered.requestId()));
  }

  /** What was to be taken away was not there. */
  static void goneAlready(Action action, Answer.Failed answer, SdkException e) {
    line(
        refused(Level.INFO, action, answer, e),
        interfaceOf(action),
        "%s %s: it was so already (%s)%s"
            .formatted(action.call(), action.target(), answer.code(), request(e)));
  }

  static void failed(Action action, Answer.Failed answer, SdkException e) {
    LOG.debug("{} {} did not succeed", action.call(), action.target(), e);
    line(
        refused(passes(answer.kind()) ? Level.INFO : Level.WARN, action, answer, e),
        interfaceOf(action),
        "%s %s: %s %s%s"
            .formatted(
                action.call(), action.target(), answer.code(), answer.message(), request(e)));
  }

  static void notSent(Level level, Action action, String why) {
    line(
        line(level, action, null),
        interfaceOf(action),
        "%s %s: not sent, %s".formatted(action.call(), action.target(), why));
  }

  /** Whether trying again is all that there is to do. */
  private static boolean passes(Failure.Kind kind) {
    return switch (kind) {
      case TRANSIENT, THROTTLED, NOT_YET -> true;
      case USER_MUST_ACT, QUOTA, CONFLICT, DENIED -> false;
    };
  }

  private static LoggingEventBuilder refused(
      Level level, Action action, Answer.Failed answer, SdkException e) {
    return line(level, action, requestId(e)).addKeyValue("errorCode", answer.code());
  }

  private static LoggingEventBuilder line(Level level, Action action, @Nullable String requestId) {
    LoggingEventBuilder line = LOG.atLevel(level).addKeyValue("action", action.call());
    return requestId == null ? line : line.addKeyValue("ec2RequestId", requestId);
  }

  private static void line(LoggingEventBuilder line, Optional<String> interfaceId, String message) {
    String callers = MDC.get(LogFields.INTERFACE);
    interfaceId.ifPresent(it -> MDC.put(LogFields.INTERFACE, it));
    try {
      line.log(message);
    } finally {
      if (callers == null) {
        MDC.remove(LogFields.INTERFACE);
      } else {
        MDC.put(LogFields.INTERFACE, callers);
      }
    }
  }

  private static String request(SdkException e) {
    String id = requestId(e);
    return id == null ? "" : ", EC2 request " + id;
  }

  private static @Nullable String requestId(SdkException e) {
    return e instanceof AwsServiceException it ? it.requestId() : null;
  }

  private static Optional<String> made(Calls.Answered answered) {
    return answered.writes().stream()
        .flatMap(
            it -> it instanceof Write.Created made ? Stream.of(made.interfaceId()) : Stream.empty())
        .findFirst();
  }

  /** The interface that the call names. */
  private static Optional<String> interfaceOf(Action action) {
    return Optional.ofNullable(
        switch (action) {
          case Action.Attach it -> it.interfaceId();
          case Action.Detach it -> it.interfaceId();
          case Action.DeleteInterface it -> it.interfaceId();
          case Action.AssignAddresses it -> it.interfaceId();
          case Action.UnassignAddress it -> it.interfaceId();
          case Action.SetSecurityGroups it -> it.interfaceId();
          case Action.SetSourceDestCheck it -> it.interfaceId();
          case Action.SetDeleteOnTermination it -> it.interfaceId();
          case Action.AddTags it -> it.interfaceId();
          case Action.RemoveTags it -> it.interfaceId();
          case ElasticIpAction.Associate it -> it.interfaceId();
          case Action.CreateInterface _,
              Action.AuthorizePing _,
              Action.RevokePing _,
              Action.DisownRule _,
              ElasticIpAction _ ->
              null;
        });
  }
}
