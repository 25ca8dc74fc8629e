package dev.fixedip.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.jse.JseBaseLib;

/**
 * What Argo CD makes of a FixedIp by the health check of {@code examples/gitops}, which is run here
 * with the libraries that Argo CD gives it, and no others.
 *
 * @param status Healthy, Progressing, Degraded or Suspended
 * @param message for people
 */
record ArgoHealth(String status, String message) {
  private static final Path CONFIGURATION = Path.of("examples", "gitops", "argocd", "health.yaml");
  private static final String KEY = "resource.customizations.health.fixedip.dev_FixedIp";
  private static final String SCRIPT = script();

  /** The verdict on a FixedIp as the API serves it. */
  static ArgoHealth of(JsonNode resource) {
    Globals lua = new Globals();
    lua.load(new JseBaseLib());
    lua.load(new PackageLib());
    lua.load(new TableLib());
    LoadState.install(lua);
    LuaC.install(lua);
    lua.set("obj", value(resource));
    LuaValue health = lua.load(SCRIPT, KEY).call();
    return new ArgoHealth(
        health.get("status").checkjstring(), health.get("message").checkjstring());
  }

  private static String script() {
    try {
      String script =
          new YAMLMapper().readTree(Files.readString(CONFIGURATION)).at("/data").path(KEY).asText();
      if (script.isEmpty()) {
        throw new IllegalStateException(CONFIGURATION + " has no " + KEY);
      }
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LuaValue value(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        LuaTable table = new LuaTable();
        json.propertyStream().forEach(it -> table.set(it.getKey(), value(it.getValue())));
        yield table;
      }
      case ARRAY -> {
        LuaTable table = new LuaTable();
        json.valueStream().forEach(it -> table.set(table.length() + 1, value(it)));
        yield table;
      }
      case NUMBER -> LuaValue.valueOf(json.doubleValue());
      case BOOLEAN -> LuaValue.valueOf(json.booleanValue());
      case STRING -> LuaValue.valueOf(json.textValue());
      case NULL, MISSING, BINARY, POJO -> LuaValue.NIL;
    };
  }
}
