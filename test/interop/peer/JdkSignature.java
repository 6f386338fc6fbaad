import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.dom.DOMCryptoContext;
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
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The JDK's own XML Signature (JSR 105) as an independent second implementation.
 *
 * <pre>
 * verify FILE CERTIFICATE                     "valid" or "invalid"
 * sign FILE OUT KEY CERTIFICATES METHOD ID…   signs the elements; "enveloped:ID" for the root
 * </pre>
 */
public final class JdkSignature implements Peer.Worker {
  private final XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");

  @Override
  public String run(String[] job) throws Exception {
    switch (job[0]) {
      case "verify":
        return verify(Material.read(job[1]), Material.certificate(job[2])) ? "valid" : "invalid";
      case "sign":
        sign(job);
        return "ok";
      default:
        throw new IllegalArgumentException(job[0]);
    }
  }

  private boolean verify(Document document, X509Certificate certificate) throws Exception {
    NodeList found = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
    // the outermost signature is the last one: it is the last child of the root
    DOMValidateContext context =
        new DOMValidateContext(
            KeySelector.singletonKeySelector(certificate.getPublicKey()), found.item(found.getLength() - 1));
    context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.TRUE);
    markIds(document.getDocumentElement(), context);
    return factory.unmarshalXMLSignature(context).validate(context);
  }

  private void sign(String[] job) throws Exception {
    Document document = Material.read(job[1]);
    List<X509Certificate> certificates = Material.certificates(job[4]);
    PrivateKey key = Material.key(job[3], certificates.get(0).getPublicKey().getAlgorithm());
    Transform exclusive = factory.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null);
    Transform enveloped = factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null);
    List<Reference> references = new ArrayList<>();
    for (int at = 6; at < job.length; at++) {
      boolean whole = job[at].startsWith("enveloped:");
      references.add(
          factory.newReference(
              "#" + (whole ? job[at].substring(10) : job[at]),
              factory.newDigestMethod("http://www.w3.org/2001/04/xmlenc#sha256", null),
              whole ? List.of(enveloped, exclusive) : List.of(exclusive),
              null,
              null));
    }
    KeyInfoFactory infos = factory.getKeyInfoFactory();
    KeyInfo info = infos.newKeyInfo(List.of(infos.newX509Data(certificates)));
    XMLSignature signature =
        factory.newXMLSignature(
            factory.newSignedInfo(
                factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod(job[5], null),
                references),
            info);
    DOMSignContext context = new DOMSignContext(key, document.getDocumentElement());
    context.setDefaultNamespacePrefix("ds");
    markIds(document.getDocumentElement(), context);
    signature.sign(context);
    Material.write(document, job[2]);
  }

  private static void markIds(Element element, DOMCryptoContext context) {
    if (element.hasAttribute("Id")) context.setIdAttributeNS(element, null, "Id");
    for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) markIds(inner, context);
    }
  }
}
