package dev.fixedip.simulator.world;

/** The errors that several operations answer, worded as EC2 words them. */
public final class Errors {
  private Errors() {}

  /** {@code InvalidParameterValue}. */
  public static Ec2Error invalidValue(String message) {
    return new Ec2Error("InvalidParameterValue", message);
  }

  /** {@code InvalidParameterCombination}. */
  public static Ec2Error invalidCombination(String message) {
    return new Ec2Error("InvalidParameterCombination", message);
  }

  /** {@code MissingParameter} for the parameter of that name. */
  public static Ec2Error missing(String parameter) {
    return new Ec2Error(
        "MissingParameter", "The request must contain the parameter %s".formatted(parameter));
  }

  /** {@code UnknownParameter} for a name that the operation does not have. */
  public static Ec2Error unknownParameter(String path) {
    return new Ec2Error("UnknownParameter", "The parameter %s is not recognized".formatted(path));
  }

  /** {@code OperationNotPermitted}. */
  public static Ec2Error notPermitted(String message) {
    return new Ec2Error("OperationNotPermitted", message);
  }

  /** {@code IncorrectInstanceState}. */
  public static Ec2Error instanceState(String message) {
    return new Ec2Error("IncorrectInstanceState", message);
  }

  /** Two resources of different VPCs in one request. */
  public static Ec2Error differentNetworks() {
    return new Ec2Error(
        "InvalidGroup.NotFound",
        "You have specified two resources that belong to different networks.");
  }

  /** What EC2 has and this simulator has not. */
  public static Ec2Error notSimulated(String parameter) {
    return new Ec2Error(
        "UnsupportedOperation", "The simulator does not have the parameter " + parameter);
  }
}
