import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;

/** Reads and writes what the jobs work on: documents, keys and certificates as PEM files. */
final class Material {
  private static final Map<String, List<X509Certificate>> CERTIFICATES = new HashMap<>();
  private static final Map<String, PrivateKey> KEYS = new HashMap<>();

  private Material() {}

  static DocumentBuilder builder() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder;
  }

  static Document read(String file) throws Exception {
    return builder().parse(new ByteArrayInputStream(Files.readAllBytes(Path.of(file))));
  }

  static void write(Document document, String file) throws Exception {
    Transformer writer = TransformerFactory.newInstance().newTransformer();
    writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.transform(new DOMSource(document), new StreamResult(out));
    Files.write(Path.of(file), out.toByteArray());
  }

  /** All certificates of a file, the holder's own first. */
  static List<X509Certificate> certificates(String file) throws Exception {
    if (!CERTIFICATES.containsKey(file)) {
      List<X509Certificate> all = new ArrayList<>();
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        for (var one : CertificateFactory.getInstance("X.509").generateCertificates(in)) all.add((X509Certificate) one);
      }
      CERTIFICATES.put(file, all);
    }
    return CERTIFICATES.get(file);
  }

  static X509Certificate certificate(String file) throws Exception {
    return certificates(file).get(0);
  }

  /** @param algorithm {@code RSA} or {@code EC} */
  static PrivateKey key(String file, String algorithm) throws Exception {
    if (!KEYS.containsKey(file)) {
      byte[] der = Base64.getDecoder().decode(Files.readString(Path.of(file)).replaceAll("-----[^-]+-----|\\s", ""));
      KEYS.put(file, KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der)));
    }
    return KEYS.get(file);
  }
}
