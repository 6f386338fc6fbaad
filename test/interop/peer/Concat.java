import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code OUT IN…}: puts files behind one another, to build a document around what another job wrote. */
public final class Concat implements Peer.Worker {
  @Override
  public String run(String[] job) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int at = 1; at < job.length; at++) all.write(Files.readAllBytes(Path.of(job[at])));
    Files.write(Path.of(job[0]), all.toByteArray());
    return "ok";
  }
}
