package dev.fixedip.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All interfaces of a world, read page by page.
 *
 * @param pages how long each full page took, in milliseconds
 * @param interfaces how many there are
 * @param characters of all pages
 */
record Walk(List<Double> pages, int interfaces, long characters) {
  /** The largest page that EC2 gives. */
  static final int PAGE = 1000;

  private static final String ITEM = "<networkInterfaceId>";

  /** Walks through the world once. */
  static Walk through(Ec2Calls ec2, int pageSize) {
    List<Double> pages = new ArrayList<>();
    int interfaces = 0;
    long characters = 0;
    Optional<String> token = Optional.of("");
    while (token.isPresent()) {
      long began = System.nanoTime();
      String answer = page(ec2, pageSize, token.get());
      double took = (System.nanoTime() - began) / 1e6;
      int items = count(answer);
      interfaces += items;
      characters += answer.length();
      if (items == pageSize) {
        pages.add(took);
      }
      token =
          answer.contains("<nextToken>")
              ? Optional.of(Ec2Calls.text(answer, "nextToken"))
              : Optional.empty();
    }
    return new Walk(pages, interfaces, characters);
  }

  private static String page(Ec2Calls ec2, int size, String token) {
    String action = "DescribeNetworkInterfaces";
    String most = String.valueOf(size);
    return token.isEmpty()
        ? ec2.call(action, "MaxResults", most)
        : ec2.call(action, "MaxResults", most, "NextToken", token);
  }

  private static int count(String answer) {
    int count = 0;
    for (int at = answer.indexOf(ITEM); at >= 0; at = answer.indexOf(ITEM, at + ITEM.length())) {
      count++;
    }
    return count;
  }

  /**
   * Looks whether all that should be there is there.
   *
   * @throws WrongAnswerException when it is not
   */
  static void expect(URI endpoint, int interfaces) {
    try (var ec2 = new Ec2Calls(endpoint)) {
      through(ec2, PAGE).expect(interfaces);
    }
  }

  /**
   * Compares what there is with what should be.
   *
   * @throws WrongAnswerException when it is not the same
   */
  void expect(int expected) {
    if (interfaces != expected) {
      throw new WrongAnswerException(
          "The world has %d interfaces instead of %d".formatted(interfaces, expected));
    }
  }
}
