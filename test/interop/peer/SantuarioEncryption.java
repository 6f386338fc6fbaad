import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.apache.xml.security.Init;
import org.apache.xml.security.encryption.EncryptedData;
import org.apache.xml.security.encryption.EncryptedKey;
import org.apache.xml.security.encryption.XMLCipher;
import org.apache.xml.security.keys.KeyInfo;
import org.apache.xml.security.utils.EncryptionConstants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Apache Santuario as an independent second implementation of XML Encryption with RSA-OAEP (SHA-256, MGF1 with
 * SHA-256) and AES-256-GCM.
 *
 * <pre>
 * decrypt FILE OUT KEY RECIPIENT                 writes the plaintext
 * encrypt FILE OUT ID RECIPIENT CERTIFICATE …    writes an xenc:EncryptedData over the bytes of FILE
 * </pre>
 */
public final class SantuarioEncryption implements Peer.Worker {
  private static final String MGF = EncryptionConstants.MGF1_SHA256;
  private static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";

  public SantuarioEncryption() {
    Init.init();
  }

  @Override
  public String run(String[] job) throws Exception {
    if (job[0].equals("decrypt")) decrypt(job);
    else encrypt(job);
    return "ok";
  }

  private static void decrypt(String[] job) throws Exception {
    Document document = Material.read(job[1]);
    NodeList found = document.getElementsByTagNameNS(EncryptionConstants.EncryptionSpecNS, "EncryptedData");
    Element element = (Element) found.item(0);
    XMLCipher cipher = XMLCipher.getInstance();
    cipher.init(XMLCipher.DECRYPT_MODE, null);
    EncryptedData data = cipher.loadEncryptedData(document, element);
    XMLCipher unwrap = XMLCipher.getInstance();
    unwrap.init(XMLCipher.UNWRAP_MODE, Material.key(job[3], "RSA"));
    EncryptedKey wrapped = unwrap.loadEncryptedKey(document, wrappedFor(element, job[4]));
    Key contentKey = unwrap.decryptKey(wrapped, data.getEncryptionMethod().getAlgorithm());
    cipher.init(XMLCipher.DECRYPT_MODE, contentKey);
    Files.write(Path.of(job[2]), cipher.decryptToByteArray(element));
  }

  private static Element wrappedFor(Element data, String recipient) {
    NodeList keys = data.getElementsByTagNameNS(EncryptionConstants.EncryptionSpecNS, "EncryptedKey");
    for (int at = 0; at < keys.getLength(); at++) {
      if (((Element) keys.item(at)).getAttribute("Recipient").equals(recipient)) return (Element) keys.item(at);
    }
    throw new IllegalArgumentException("no key for " + recipient);
  }

  private static void encrypt(String[] job) throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance("AES");
    generator.init(256);
    SecretKey contentKey = generator.generateKey();
    Document document = Material.builder().newDocument();
    KeyInfo info = new KeyInfo(document);
    for (int at = 4; at < job.length; at += 2) {
      XMLCipher wrap = XMLCipher.getInstance(XMLCipher.RSA_OAEP_11, null, SHA256);
      wrap.init(XMLCipher.WRAP_MODE, Material.certificate(job[at + 1]).getPublicKey());
      EncryptedKey wrapped = wrap.encryptKey(document, contentKey, MGF, null);
      wrapped.setRecipient(job[at]);
      info.add(wrapped);
    }
    XMLCipher cipher = XMLCipher.getInstance(XMLCipher.AES_256_GCM);
    cipher.init(XMLCipher.ENCRYPT_MODE, contentKey);
    EncryptedData data = cipher.encryptData(document, null, new ByteArrayInputStream(Files.readAllBytes(Path.of(job[1]))));
    data.setKeyInfo(info);
    data.setId(job[3]);
    document.appendChild(cipher.martial(document, data));
    Material.write(document, job[2]);
  }
}
