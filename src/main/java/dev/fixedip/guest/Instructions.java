package dev.fixedip.guest;

/**
 * What is to be done in one system, as Markdown with placeholders that {@link Setup#fill} knows.
 * The commands are safe to repeat, and leave the guest as it was if they fail.
 */
sealed interface Instructions permits Windows, AmazonLinux2, AmazonLinux2023, Ubuntu, Rhel {

  /** What has to be set. */
  String set(Setup setup);

  /** How to see that it is set. */
  String check(Setup setup);

  /** What takes it back. */
  String undo(Setup setup);
}
