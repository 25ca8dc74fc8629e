package dev.fixedip.cli.iam;

import java.util.List;

/**
 * A statement that allows something.
 *
 * @param sid says what it is for
 * @param actions without their service
 * @param resources ARNs, or {@code *}
 */
record Statement(String sid, List<String> actions, List<String> resources, Condition condition) {}
