package dev.fixedip.testing;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as Kubernetes' authorization sees it.
 *
 * @param verb such as get, list or watch
 * @param group the API group; empty: the core's, or none
 * @param resource with its subresource after a slash; a path that is no resource begins with one
 * @param namespace empty: of the cluster, or of all namespaces
 * @param name empty: none in particular
 * @param status of the answer
 */
public record KubernetesRequest(
    String verb, String group, String resource, String namespace, String name, int status) {
  private static final Pattern FIELD =
      Pattern.compile("(?:^|&)fieldSelector=metadata\\.name=([^&,]+)");
  private static final Pattern WATCH = Pattern.compile("(?:^|&)watch=(?:true|1)(?:&|$)");

  static KubernetesRequest of(String method, URI uri, int status) {
    List<String> parts = new ArrayList<>(List.of(uri.getPath().substring(1).split("/", -1)));
    String query =
        uri.getRawQuery() == null
            ? ""
            : URLDecoder.decode(uri.getRawQuery(), StandardCharsets.UTF_8);
    boolean core = parts.getFirst().equals("api") && parts.size() > 2;
    if (!core && !(parts.getFirst().equals("apis") && parts.size() > 3)) {
      return new KubernetesRequest(verb(method, query, true), "", uri.getPath(), "", "", status);
    }
    String group = core ? "" : parts.get(1);
    List<String> rest = parts.subList(core ? 2 : 3, parts.size());
    boolean inNamespace = rest.getFirst().equals("namespaces") && rest.size() > 2;
    String namespace = inNamespace ? rest.get(1) : "";
    rest = inNamespace ? rest.subList(2, rest.size()) : rest;
    String name = rest.size() > 1 ? rest.get(1) : "";
    String resource = rest.size() > 2 ? rest.getFirst() + "/" + rest.get(2) : rest.getFirst();
    String verb = verb(method, query, !name.isEmpty());
    Matcher field = FIELD.matcher(query);
    return new KubernetesRequest(
        verb,
        group,
        resource,
        namespace,
        name.isEmpty() && field.find() ? field.group(1) : name,
        status);
  }

  private static String verb(String method, String query, boolean one) {
    return switch (method) {
      case "GET", "HEAD" -> WATCH.matcher(query).find() ? "watch" : one ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> one ? "delete" : "deletecollection";
      default -> throw new IllegalArgumentException(method + " has no verb");
    };
  }
}
