package dev.fixedip.bench;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Calls of EC2 over a bare connection; each is only good with the answer that it should have. */
final class Ec2Calls implements AutoCloseable {
  private final BareClient client;

  /** Connects. */
  Ec2Calls(URI endpoint) {
    client = new BareClient(endpoint);
  }

  /**
   * Makes a call.
   *
   * @param parameters names and values in turn
   * @return the answer's XML
   * @throws WrongAnswerException when it is an error
   */
  String call(String action, String... parameters) {
    var form = new StringBuilder("Action=").append(action).append("&Version=2016-11-15");
    for (int i = 0; i < parameters.length; i += 2) {
      form.append('&')
          .append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    BareClient.Reply reply = client.post(form.toString());
    if (reply.status() != 200 || !reply.body().contains("</" + action + "Response>")) {
      throw new WrongAnswerException(
          "%s was answered with status %d: %s".formatted(form, reply.status(), reply.body()));
    }
    return reply.body();
  }

  /** Makes a call whose answer has nothing to tell but that it was done. */
  void done(String action, String... parameters) {
    String answer = call(action, parameters);
    if (!answer.contains("<return>true</return>")) {
      throw new WrongAnswerException("%s was answered with %s".formatted(action, answer));
    }
  }

  /**
   * The text of the first element of that name.
   *
   * @throws WrongAnswerException when there is none
   */
  static String text(String answer, String element) {
    int begin = answer.indexOf("<" + element + ">");
    int end = answer.indexOf("</" + element + ">", Math.max(begin, 0));
    if (begin < 0 || end < 0) {
      throw new WrongAnswerException("no %s in %s".formatted(element, answer));
    }
    return answer.substring(begin + element.length() + 2, end);
  }

  @Override
  public void close() {
    client.close();
  }
}
