import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.xml.security.Init;
import org.apache.xml.security.encryption.EncryptedData;
import org.apache.xml.security.encryption.EncryptedKey;
import org.apache.xml.security.encryption.XMLCipher;
import org.apache.xml.security.keys.KeyInfo;
import org.apache.xml.security.utils.EncryptionConstants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Apache Santuario as an independent second implementation of XML Encryption with RSA-OAEP (SHA-256, MGF1 with
 * SHA-256) and AES-256-GCM.
 *
 * <pre>
 * decrypt FILE KEY             plaintext to stdout
 * encrypt FILE CERTIFICATE     xenc:EncryptedData over the bytes of FILE to stdout
 * </pre>
 */
public final class SantuarioEncryption {
  private static final String MGF = EncryptionConstants.MGF1_SHA256;
  private static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";

  public static void main(String[] args) throws Exception {
    Init.init();
    byte[] out = args[0].equals("decrypt") ? decrypt(args[1], args[2]) : encrypt(args[1], args[2]);
    System.out.write(out);
    System.out.flush();
  }

  private static byte[] decrypt(String file, String keyFile) throws Exception {
    String pem = Files.readString(Path.of(keyFile)).replaceAll("-----[^-]+-----|\\s", "");
    PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
    Element element = builder().parse(new ByteArrayInputStream(Files.readAllBytes(Path.of(file)))).getDocumentElement();
    XMLCipher cipher = XMLCipher.getInstance();
    cipher.init(XMLCipher.DECRYPT_MODE, null);
    cipher.setKEK(key);
    return cipher.decryptToByteArray(element);
  }

  private static byte[] encrypt(String file, String certificateFile) throws Exception {
    PublicKey reader;
    try (var in = Files.newInputStream(Path.of(certificateFile))) {
      reader = CertificateFactory.getInstance("X.509").generateCertificate(in).getPublicKey();
    }
    KeyGenerator generator = KeyGenerator.getInstance("AES");
    generator.init(256);
    SecretKey contentKey = generator.generateKey();
    Document document = builder().newDocument();
    XMLCipher wrap = XMLCipher.getInstance(XMLCipher.RSA_OAEP_11, null, SHA256);
    wrap.init(XMLCipher.WRAP_MODE, reader);
    EncryptedKey wrapped = wrap.encryptKey(document, contentKey, MGF, null);
    XMLCipher cipher = XMLCipher.getInstance(XMLCipher.AES_256_GCM);
    cipher.init(XMLCipher.ENCRYPT_MODE, contentKey);
    EncryptedData data = cipher.encryptData(document, null, new ByteArrayInputStream(Files.readAllBytes(Path.of(file))));
    KeyInfo info = new KeyInfo(document);
    info.add(wrapped);
    data.setKeyInfo(info);
    Element element = cipher.martial(document, data);
    document.appendChild(element);
    Transformer writer = TransformerFactory.newInstance().newTransformer();
    writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.transform(new DOMSource(document), new StreamResult(out));
    return out.toString(StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
  }

  private static javax.xml.parsers.DocumentBuilder builder() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder();
  }
}
