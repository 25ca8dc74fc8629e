package dev.fixedip.ec2;

import java.util.Set;

/**
 * Tells, tag by tag, what of an answer is left out, and where the members of its list begin and
 * end. Not safe for concurrent use.
 */
final class Sieve {

  private static final String MEMBER = "item";

  private final Set<String> omitted;
  private final String list;
  private boolean inList;

  /** How many elements named as members are open, one in another. */
  private int memberDepth;

  /** The name of the element that is being left out; empty while none is. */
  private String omitting = "";

  /** How many elements of that name are open. */
  private int omittedDepth;

  /** What is to be done with a tag. */
  enum Verdict {
    /** It is left out. */
    OMITTED,
    /** It is kept. */
    KEPT,
    /** It is kept, the first of a member of the list. */
    MEMBER_BEGINS,
    /** It is kept, the last of a member of the list. */
    MEMBER_ENDS
  }

  /**
   * At the start of an answer.
   *
   * @param omitted the names of elements that are left out, at any depth, with all that is in them
   * @param list the name of the element whose members are told
   */
  Sieve(Set<String> omitted, String list) {
    this.omitted = omitted;
    this.list = list;
  }

  /** Whether what follows is left out, up to some tag. */
  boolean isOmitting() {
    return !omitting.isEmpty();
  }

  /** Whether what follows belongs to a member of the list. */
  boolean isInMember() {
    return memberDepth > 0;
  }

  /**
   * The next tag.
   *
   * @param closes whether it is an end tag
   * @param isEmpty whether it is both, start and end
   */
  Verdict verdict(String name, boolean closes, boolean isEmpty) {
    if (isOmitting()) {
      if (!isEmpty && name.equals(omitting)) {
        omittedDepth += closes ? -1 : 1;
        omitting = omittedDepth == 0 ? "" : name;
      }
      return Verdict.OMITTED;
    }
    if (omitted.contains(name)) {
      if (!isEmpty) {
        omitting = name;
        omittedDepth = 1;
      }
      return Verdict.OMITTED;
    }
    if (isEmpty) {
      return Verdict.KEPT;
    }
    return closes ? closed(name) : opened(name);
  }

  private Verdict opened(String name) {
    if (inList && name.equals(MEMBER)) {
      memberDepth++;
      return memberDepth == 1 ? Verdict.MEMBER_BEGINS : Verdict.KEPT;
    }
    inList |= name.equals(list);
    return Verdict.KEPT;
  }

  private Verdict closed(String name) {
    if (memberDepth > 0 && name.equals(MEMBER)) {
      memberDepth--;
      return memberDepth == 0 ? Verdict.MEMBER_ENDS : Verdict.KEPT;
    }
    inList &= memberDepth > 0 || !name.equals(list);
    return Verdict.KEPT;
  }
}
