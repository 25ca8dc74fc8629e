package dev.fixedip.operator;

import dev.fixedip.testing.Ec2Proxy;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.MotoServer;
import dev.fixedip.testing.MotoStory;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** A stage whose EC2 is moto, new and with the story's two instances. */
final class MotoScene implements AutoCloseable {
  final Ec2Client ec2;
  final MotoStory story;
  final Ec2Proxy proxy;
  final Stage stage;

  MotoScene(KubernetesApi kubernetes, MotoServer moto) {
    moto.reset();
    ec2 = moto.ec2();
    story = MotoStory.build(ec2);
    proxy = Ec2Proxy.to(moto.endpoint());
    stage = Stage.open(kubernetes, proxy.endpoint());
  }

  @Override
  public void close() {
    stage.close();
    proxy.close();
    ec2.close();
  }
}
