package dev.fixedip.simulator.world;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;

/** The Elastic IP addresses, found also by public address; their interfaces know what has them. */
public final class ElasticIpTable extends Table<Address> {
  private final Map<String, String> byPublicIp = new HashMap<>();

  ElasticIpTable(History history) {
    super(Kind.ELASTIC_IP, history);
  }

  /** The Elastic IP with that public address. */
  public Optional<Address> byPublicIp(String publicIp) {
    return Optional.ofNullable(byPublicIp.get(publicIp)).flatMap(this::find);
  }

  @Override
  void changed(@Nullable Address before, @Nullable Address after) {
    if (before != null) {
      byPublicIp.remove(before.publicIp());
    }
    if (after != null) {
      byPublicIp.put(after.publicIp(), after.allocationId());
    }
  }
}
