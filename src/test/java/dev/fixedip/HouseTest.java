package dev.fixedip;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house: who stands higher may import who stands lower, never back. */
class HouseTest {
  private static final String ROOT = "dev.fixedip.";

  /** From the ground up; {@code Main}, above them all, is in the root package. */
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of("api", "model"),
          Set.of("guest"),
          Set.of("plan"),
          Set.of("ec2"),
          Set.of("reconcile"),
          Set.of("serve"),
          Set.of("cli"));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.fixedip");

  @TestFactory
  Stream<DynamicTest> noFloorImportsOneAboveIt() {
    return FLOORS.stream()
        .flatMap(Set::stream)
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () ->
                    noClasses()
                        .that()
                        .resideInAPackage(ROOT + name + "..")
                        .should()
                        .dependOnClassesThat(notBelow(name))
                        .allowEmptyShould(true)
                        .check(HOUSE)));
  }

  private static DescribedPredicate<JavaClass> notBelow(String name) {
    int floor = floorOf(name);
    String[] below =
        Stream.concat(FLOORS.subList(0, floor).stream().flatMap(Set::stream), Stream.of(name))
            .map(it -> ROOT + it + "..")
            .toArray(String[]::new);
    String[] allowed =
        name.equals("cli")
            ? Stream.concat(Stream.of(below), Stream.of(ROOT + "simulator.."))
                .toArray(String[]::new)
            : below;
    return resideInAPackage("dev.fixedip..")
        .and(not(resideInAnyPackage(allowed)))
        .as("are not below " + name);
  }

  private static String[] packages(String... names) {
    return Stream.of(names).map(it -> ROOT + it + "..").toArray(String[]::new);
  }

  private static int floorOf(String name) {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      if (FLOORS.get(floor).contains(name)) {
        return floor;
      }
    }
    throw new AssertionError(name + " has no floor");
  }

  @Test
  void everyPackageHasItsFloor() {
    String[] known =
        Stream.concat(
                FLOORS.stream().flatMap(Set::stream).map(it -> ROOT + it + ".."),
                Stream.of("dev.fixedip", ROOT + "simulator.."))
            .toArray(String[]::new);
    classes().should().resideInAnyPackage(known).check(HOUSE);
  }

  @Test
  void theSimulatorStandsBesideTheTower() {
    noClasses()
        .that()
        .resideInAPackage("dev.fixedip..")
        .and()
        .resideOutsideOfPackages(ROOT + "simulator..", ROOT + "cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "simulator..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "simulator..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.fixedip..").and(not(resideInAPackage(ROOT + "simulator.."))))
        .allowEmptyShould(true)
        .check(HOUSE);
  }

  /** The simulator's own floors, from the ground up. */
  private static final List<Set<String>> SIMULATOR_FLOORS =
      List.of(
          Set.of("world"),
          Set.of("wire"),
          Set.of("iam"),
          Set.of("access", "rates"),
          Set.of("ops"),
          Set.of("file"),
          Set.of("control"));

  @TestFactory
  Stream<DynamicTest> noFloorOfTheSimulatorImportsOneAboveIt() {
    return IntStream.range(0, SIMULATOR_FLOORS.size())
        .boxed()
        .flatMap(floor -> SIMULATOR_FLOORS.get(floor).stream().map(name -> ownFloor(floor, name)));
  }

  private static DynamicTest ownFloor(int floor, String name) {
    String[] allowed =
        Stream.concat(
                SIMULATOR_FLOORS.subList(0, floor).stream().flatMap(Set::stream), Stream.of(name))
            .map(it -> ROOT + "simulator." + it + "..")
            .toArray(String[]::new);
    return DynamicTest.dynamicTest(
        name,
        () ->
            noClasses()
                .that()
                .resideInAPackage(ROOT + "simulator." + name + "..")
                .should()
                .dependOnClassesThat(
                    resideInAPackage(ROOT + "simulator.*..")
                        .and(not(resideInAnyPackage(allowed)))
                        .as("are not below " + name))
                .allowEmptyShould(true)
                .check(HOUSE));
  }

  @Test
  void noOperationReadsFormsOrWritesXmlByHand() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "simulator.ops..")
        .and()
        .doNotHaveSimpleName("Operation")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "simulator.wire..")
                .and(not(describe("the dialects' names", it -> it.getName().contains("Protocol")))))
        .check(HOUSE);
  }

  @Test
  void noClassOfTheSimulatorIsLongerThan300Lines() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/fixedip/simulator"))) {
      assertThat(files.filter(it -> it.toString().endsWith(".java")))
          .isNotEmpty()
          .allSatisfy(it -> assertThat(Files.readAllLines(it)).hasSizeLessThanOrEqualTo(300));
    }
  }

  @Test
  void theAwsSdkStaysInEc2() {
    noClasses()
        .that()
        .resideInAnyPackage(packages("api", "model", "guest", "plan", "reconcile", "serve"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..")
        .allowEmptyShould(true)
        .check(HOUSE);
  }

  @Test
  void theKubernetesClientStaysOutOfTheCore() {
    noClasses()
        .that()
        .resideInAnyPackage(packages("model", "guest", "plan", "ec2"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..")
                .and(
                    not(
                        describe(
                            "api's own condition",
                            it ->
                                it.getName().equals("io.fabric8.kubernetes.api.model.Condition")))))
        .allowEmptyShould(true)
        .check(HOUSE);
  }

  /** What takes time or chance from the system, by class and the beginnings of method names. */
  private static final Map<String, Set<String>> TAKING =
      Map.of(
          java.time.Instant.class.getName(), Set.of("now"),
          java.time.LocalDateTime.class.getName(), Set.of("now"),
          java.time.ZonedDateTime.class.getName(), Set.of("now"),
          java.time.OffsetDateTime.class.getName(), Set.of("now"),
          System.class.getName(), Set.of("currentTimeMillis", "nanoTime"),
          Thread.class.getName(), Set.of("sleep"),
          Clock.class.getName(), Set.of("system", "tick"),
          InstantSource.class.getName(), Set.of("system"),
          Math.class.getName(), Set.of("random"),
          java.util.UUID.class.getName(), Set.of("randomUUID"));

  @Test
  void timeAndChanceAreGivenAndNeverTaken() {
    noClasses()
        .that()
        .resideInAPackage("dev.fixedip..")
        .and()
        .resideOutsideOfPackage(ROOT + "cli..")
        .should()
        .accessTargetWhere(describe("takes time or chance from the system", HouseTest::takes))
        .check(HOUSE);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "cli..")
        .should()
        .callConstructor(java.util.Random.class)
        .orShould()
        .dependOnClassesThat(
            equivalentTo(java.util.concurrent.ThreadLocalRandom.class)
                .or(equivalentTo(java.security.SecureRandom.class)))
        .check(HOUSE);
  }

  private static boolean takes(JavaAccess<?> access) {
    return TAKING.getOrDefault(access.getTargetOwner().getName(), Set.of()).stream()
        .anyMatch(access.getTarget().getName()::startsWith);
  }
}
