package dev.fixedip.simulator.wire;

import dev.fixedip.simulator.world.Ec2Error;
import software.amazon.awssdk.core.SdkPojo;

/** The two dialects of the Query protocol that share the port, told apart by their version. */
public enum Protocol {
  /** EC2's own dialect. */
  EC2("2016-11-15") {
    @Override
    public String answer(String action, String requestId, SdkPojo answer) {
      var xml =
          new XmlWriter()
              .raw(DECLARATION)
              .raw("<" + action + "Response xmlns=\"" + EC2_NAMESPACE + "\">")
              .element("requestId", requestId);
      if (answer.sdkFields().isEmpty()) {
        xml.element("return", "true");
      }
      return xml.answer(answer).raw("</" + action + "Response>").toString();
    }

    @Override
    public String error(String requestId, Ec2Error error) {
      return new XmlWriter()
          .raw(DECLARATION)
          .raw("<Response><Errors><Error>")
          .element("Code", error.code())
          .element("Message", error.text())
          .raw("</Error></Errors>")
          .element("RequestID", requestId)
          .raw("</Response>")
          .toString();
    }
  },
  /** The AWS Query dialect, which STS speaks. */
  STS("2011-06-15") {
    @Override
    public String answer(String action, String requestId, SdkPojo answer) {
      return new XmlWriter()
          .raw("<%sResponse xmlns=\"%s\"><%sResult>".formatted(action, STS_NAMESPACE, action))
          .answer(answer)
          .raw("</%sResult><ResponseMetadata>".formatted(action))
          .element("RequestId", requestId)
          .raw("</ResponseMetadata></%sResponse>".formatted(action))
          .toString();
    }

    @Override
    public String error(String requestId, Ec2Error error) {
      return new XmlWriter()
          .raw("<ErrorResponse xmlns=\"%s\"><Error>".formatted(STS_NAMESPACE))
          .element("Type", error.status() < 500 ? "Sender" : "Receiver")
          .element("Code", error.code())
          .element("Message", error.text())
          .raw("</Error>")
          .element("RequestId", requestId)
          .raw("</ErrorResponse>")
          .toString();
    }
  };

  private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String EC2_NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/";
  private static final String STS_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

  private final String version;

  Protocol(String version) {
    this.version = version;
  }

  /** The dialect of a request, by its parameter {@code Version}; EC2 when that says nothing. */
  public static Protocol of(Form form) {
    return STS.version.equals(form.text("Version")) ? STS : EC2;
  }

  /** The value that a request's parameter {@code Version} has to have. */
  public String version() {
    return version;
  }

  /** The action with its service, as IAM names it: {@code ec2:CreateTags}. */
  public String qualified(String action) {
    return (this == STS ? "sts:" : "ec2:") + action;
  }

  /** The document that answers a call. */
  public abstract String answer(String action, String requestId, SdkPojo answer);

  /** The document that refuses a call. */
  public abstract String error(String requestId, Ec2Error error);
}
