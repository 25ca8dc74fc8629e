package dev.fixedip.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Turns the contract round for what {@code moto-laxness.txt} lists: there a test has to fail. Each
 * line is {@code Contract#method} or, for one invocation of a parameterized test, {@code
 * Contract#method(first argument, second)}, then {@code |} and what moto does instead of EC2. With
 * {@code !} before it, it is left out: moto would never answer, and go on trying for ever.
 */
final class MotoLaxness implements InvocationInterceptor, AfterAllCallback {
  private static final String LIST = "/moto-laxness.txt";

  private final Map<String, String> reasons = new TreeMap<>();
  private final Set<String> endless = new HashSet<>();
  private final Set<String> met = new HashSet<>();
  private final Set<String> ran = new HashSet<>();
  private boolean expected;

  MotoLaxness() {
    try (var list = Objects.requireNonNull(MotoLaxness.class.getResourceAsStream(LIST))) {
      new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + LIST, e);
    }
  }

  private void add(String line) {
    String[] parts = line.split("\\|", -1);
    String test = parts[0].strip().replaceFirst("^!", "");
    if (line.startsWith("!")) {
      endless.add(test);
    }
    if (parts.length != 2 || parts[1].isBlank() || reasons.put(test, parts[1].strip()) != null) {
      throw new AssertionError(LIST + ": not a new test with its reason: " + line);
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    judge(invocation, name(test.getExecutable()), name(test.getExecutable()));
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    String arguments =
        test.getArguments().stream().map(String::valueOf).collect(Collectors.joining(", "));
    String name = name(test.getExecutable());
    judge(invocation, name, name + "(" + arguments + ")");
  }

  private void judge(Invocation<@Nullable Void> invocation, String method, String test)
      throws Throwable {
    String listed = reasons.containsKey(test) ? test : method;
    ran.add(method);
    expected = reasons.containsKey(listed);
    if (!expected) {
      invocation.proceed();
      return;
    }
    met.add(listed);
    if (endless.contains(listed)) {
      invocation.skip();
      return;
    }
    try {
      invocation.proceed();
    } catch (TestAbortedException aborted) {
      throw aborted;
    } catch (Throwable lax) {
      return;
    }
    throw new AssertionError(
        "moto has learnt %s: take it off the list (\"%s\")".formatted(test, reasons.get(listed)));
  }

  /** After a test that had to fail, tidying up may fail too. */
  @Override
  public void interceptAfterEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    try {
      invocation.proceed();
    } catch (Throwable e) {
      if (!expected) {
        throw e;
      }
    }
  }

  private static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + "#" + method.getName();
  }

  /** Of the tests that ran, each listed invocation must have been one. */
  @Override
  public void afterAll(ExtensionContext context) {
    Set<String> contracts =
        Stream.of(Ec2Contracts.class, SimulatedContracts.class)
            .flatMap(list -> Arrays.stream(list.getDeclaredClasses()))
            .flatMap(nested -> Arrays.stream(nested.getSuperclass().getDeclaredMethods()))
            .map(MotoLaxness::name)
            .collect(Collectors.toSet());
    Set<String> strangers =
        reasons.keySet().stream()
            .filter(test -> isStranger(test, contracts))
            .collect(Collectors.toSet());
    if (!strangers.isEmpty()) {
      throw new AssertionError(LIST + " lists tests that do not exist: " + strangers);
    }
  }

  private boolean isStranger(String test, Set<String> contracts) {
    String method = test.replaceFirst("\\(.*", "");
    return !contracts.contains(method) || (ran.contains(method) && !met.contains(test));
  }
}
