import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The JDK's own XML Signature (JSR 105) as an independent second implementation.
 *
 * <pre>
 * verify FILE CERTIFICATE            prints "valid" or "invalid"
 * sign FILE KEY CERTIFICATE METHOD ID...   signs the elements; "enveloped:ID" for the root; writes to stdout
 * </pre>
 */
public final class XmlSecurity {
  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "verify" -> System.out.println(verify(read(args[1]), certificate(args[2])) ? "valid" : "invalid");
      case "sign" -> sign(args);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static boolean verify(Document document, X509Certificate certificate) throws Exception {
    NodeList found = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
    DOMValidateContext context = new DOMValidateContext(KeySelector.singletonKeySelector(certificate.getPublicKey()), found.item(0));
    context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.TRUE);
    markIds(document.getDocumentElement(), context);
    return XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context).validate(context);
  }

  private static void sign(String[] args) throws Exception {
    Document document = read(args[1]);
    X509Certificate certificate = certificate(args[3]);
    PrivateKey key = privateKey(args[2], certificate.getPublicKey());
    XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
    Transform exclusive = factory.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null);
    Transform enveloped = factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null);
    List<Reference> references = new java.util.ArrayList<>();
    for (int at = 5; at < args.length; at++) {
      boolean whole = args[at].startsWith("enveloped:");
      String id = whole ? args[at].substring(10) : args[at];
      references.add(
          factory.newReference(
              "#" + id,
              factory.newDigestMethod("http://www.w3.org/2001/04/xmlenc#sha256", null),
              whole ? List.of(enveloped, exclusive) : List.of(exclusive),
              null,
              null));
    }
    KeyInfoFactory infos = factory.getKeyInfoFactory();
    KeyInfo info = infos.newKeyInfo(List.of(infos.newX509Data(List.of(certificate))));
    XMLSignature signature =
        factory.newXMLSignature(
            factory.newSignedInfo(
                factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod(args[4], null),
                references),
            info);
    DOMSignContext context = new DOMSignContext(key, document.getDocumentElement());
    context.setDefaultNamespacePrefix("ds");
    markIds(document.getDocumentElement(), context);
    signature.sign(context);
    Transformer writer = TransformerFactory.newInstance().newTransformer();
    writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.transform(new DOMSource(document), new StreamResult(out));
    System.out.write(out.toByteArray());
    System.out.flush();
  }

  private static void markIds(Element element, javax.xml.crypto.dom.DOMCryptoContext context) {
    if (element.hasAttribute("Id")) context.setIdAttributeNS(element, null, "Id");
    for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) markIds(inner, context);
    }
  }

  private static Document read(String file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(Files.readAllBytes(Path.of(file))));
  }

  private static X509Certificate certificate(String file) throws Exception {
    try (var in = Files.newInputStream(Path.of(file))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static PrivateKey privateKey(String file, PublicKey like) throws Exception {
    String pem = Files.readString(Path.of(file)).replaceAll("-----[^-]+-----|\\s", "");
    return KeyFactory.getInstance(like.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
  }
}
