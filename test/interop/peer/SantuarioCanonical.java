import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.xml.security.Init;
import org.apache.xml.security.c14n.Canonicalizer;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/**
 * Apache Santuario as a second implementation of canonical XML. {@code FILE PREFIXES NAMESPACE NAME FORM…}: answers with
 * the SHA-256 of each canonical form, separated by spaces. A form is {@code URI,whole|part,plain|prefixes}; the part is
 * the first element of that name.
 */
public final class SantuarioCanonical implements Peer.Worker {
  public SantuarioCanonical() {
    Init.init();
  }

  @Override
  public String run(String[] job) throws Exception {
    Document document = Material.read(job[0]);
    Node part = document.getElementsByTagNameNS(job[2], job[3]).item(0);
    StringBuilder digests = new StringBuilder();
    for (int at = 4; at < job.length; at++) {
      String[] form = job[at].split(",");
      // a new one each time: an inclusive canonicalizer forgets the ancestors' namespaces from its second use on
      Canonicalizer canonicalizer = Canonicalizer.getInstance(form[0]);
      Node node = form[1].equals("whole") ? document : part;
      byte[] bytes =
          form[2].equals("prefixes")
              ? canonicalizer.canonicalizeSubtree(node, job[1])
              : canonicalizer.canonicalizeSubtree(node);
      digests.append(at == 4 ? "" : " ").append(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }
    return digests.toString();
  }
}
