import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * ECDH-ES with ConcatKDF, AES-256 key wrap and AES-256-GCM written a second time, from the text of W3C XML
 * Encryption 1.1 on the JDK's own primitives, for readers on P-256 or P-384.
 *
 * <pre>
 * decrypt FILE OUT KEY RECIPIENT                 writes the plaintext
 * encrypt FILE OUT ID RECIPIENT CERTIFICATE …    writes an xenc:EncryptedData over the bytes of FILE
 * </pre>
 */
public final class EcdhEs implements Peer.Worker {
  private static final String XENC = "http://www.w3.org/2001/04/xmlenc#";
  private static final String XENC11 = "http://www.w3.org/2009/xmlenc11#";
  private static final String DSIG11 = "http://www.w3.org/2009/xmldsig11#";
  private static final SecureRandom RANDOM = new SecureRandom();

  @Override
  public String run(String[] job) throws Exception {
    byte[] out = job[0].equals("decrypt") ? decrypt(job) : encrypt(job).getBytes(StandardCharsets.UTF_8);
    Files.write(Path.of(job[2]), out);
    return "ok";
  }

  private static byte[] decrypt(String[] job) throws Exception {
    Element data = (Element) Material.read(job[1]).getElementsByTagNameNS(XENC, "EncryptedData").item(0);
    Element wrapped = wrappedFor(data, job[4]);
    Element info = one(wrapped, XENC11, "ConcatKDFParams");
    SecretKey wrapping =
        derive(
            agree(Material.key(job[3], "EC"), sender(wrapped)),
            part(info, "AlgorithmID"),
            part(info, "PartyUInfo"),
            part(info, "PartyVInfo"));
    Cipher unwrap = Cipher.getInstance("AESWrap");
    unwrap.init(Cipher.UNWRAP_MODE, wrapping);
    SecretKey contentKey = (SecretKey) unwrap.unwrap(base64(one(wrapped, XENC, "CipherValue")), "AES", Cipher.SECRET_KEY);
    NodeList values = data.getElementsByTagNameNS(XENC, "CipherValue");
    byte[] sealed = base64((Element) values.item(values.getLength() - 1));
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(Cipher.DECRYPT_MODE, contentKey, new GCMParameterSpec(128, sealed, 0, 12));
    return gcm.doFinal(sealed, 12, sealed.length - 12);
  }

  private static Element wrappedFor(Element data, String recipient) {
    NodeList keys = data.getElementsByTagNameNS(XENC, "EncryptedKey");
    for (int at = 0; at < keys.getLength(); at++) {
      if (((Element) keys.item(at)).getAttribute("Recipient").equals(recipient)) return (Element) keys.item(at);
    }
    throw new IllegalArgumentException("no key for " + recipient);
  }

  private static PublicKey sender(Element wrapped) throws Exception {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(one(wrapped, DSIG11, "NamedCurve").getAttribute("URI").substring("urn:oid:".length())));
    byte[] point = base64(one(wrapped, DSIG11, "PublicKey"));
    int size = (point.length - 1) / 2;
    ECPoint w =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + size)),
            new BigInteger(1, Arrays.copyOfRange(point, 1 + size, point.length)));
    return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(w, parameters.getParameterSpec(ECParameterSpec.class)));
  }

  private static String encrypt(String[] job) throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance("AES");
    generator.init(256);
    SecretKey contentKey = generator.generateKey();
    StringBuilder keys = new StringBuilder();
    for (int at = 4; at < job.length; at += 2) {
      keys.append(wrap(contentKey, job[at], (ECPublicKey) Material.certificate(job[at + 1]).getPublicKey()));
    }
    byte[] iv = new byte[12];
    RANDOM.nextBytes(iv);
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(Cipher.ENCRYPT_MODE, contentKey, new GCMParameterSpec(128, iv));
    byte[] text = gcm.doFinal(Files.readAllBytes(Path.of(job[1])));
    byte[] sealed = ByteBuffer.allocate(12 + text.length).put(iv).put(text).array();
    return """
        <EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#" xmlns:d="http://www.w3.org/2000/09/xmldsig#"
            xmlns:x="http://www.w3.org/2009/xmlenc11#" xmlns:d11="http://www.w3.org/2009/xmldsig11#" Id="%s">
          <EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/>
          <d:KeyInfo>%s</d:KeyInfo>
          <CipherData><CipherValue>%s</CipherValue></CipherData>
        </EncryptedData>"""
        .formatted(job[3], keys, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(sealed));
  }

  private static String wrap(SecretKey contentKey, String recipient, ECPublicKey reader) throws Exception {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
    pairs.initialize(reader.getParams());
    KeyPair ephemeral = pairs.generateKeyPair();
    byte[] algorithm = (XENC + "kw-aes256").getBytes(StandardCharsets.UTF_8);
    byte[] us = "JDK".getBytes(StandardCharsets.UTF_8);
    byte[] them = recipient.getBytes(StandardCharsets.UTF_8);
    Cipher wrap = Cipher.getInstance("AESWrap");
    wrap.init(Cipher.WRAP_MODE, derive(agree(ephemeral.getPrivate(), reader), algorithm, us, them));
    int size = (reader.getParams().getCurve().getField().getFieldSize() + 7) / 8;
    ECPoint w = ((ECPublicKey) ephemeral.getPublic()).getW();
    byte[] point = ByteBuffer.allocate(1 + 2 * size).put((byte) 4).put(fixed(w.getAffineX(), size)).put(fixed(w.getAffineY(), size)).array();
    HexFormat hex = HexFormat.of().withUpperCase();
    return """
        <EncryptedKey Recipient="%s">
            <EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#kw-aes256"/>
            <d:KeyInfo><AgreementMethod Algorithm="http://www.w3.org/2009/xmlenc11#ECDH-ES">
              <x:KeyDerivationMethod Algorithm="http://www.w3.org/2009/xmlenc11#ConcatKDF">
                <x:ConcatKDFParams AlgorithmID="00%s" PartyUInfo="00%s" PartyVInfo="00%s">
                  <d:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
                </x:ConcatKDFParams>
              </x:KeyDerivationMethod>
              <OriginatorKeyInfo><d:KeyValue><d11:ECKeyValue>
                <d11:NamedCurve URI="urn:oid:%s"/><d11:PublicKey>%s</d11:PublicKey>
              </d11:ECKeyValue></d:KeyValue></OriginatorKeyInfo>
              <RecipientKeyInfo><d:KeyName>%s</d:KeyName></RecipientKeyInfo>
            </AgreementMethod></d:KeyInfo>
            <CipherData><CipherValue>%s</CipherValue></CipherData>
        </EncryptedKey>"""
        .formatted(
            recipient,
            hex.formatHex(algorithm),
            hex.formatHex(us),
            hex.formatHex(them),
            size == 32 ? "1.2.840.10045.3.1.7" : "1.3.132.0.34",
            Base64.getMimeEncoder().encodeToString(point),
            recipient,
            Base64.getMimeEncoder().encodeToString(wrap.wrap(contentKey)));
  }

  private static byte[] agree(PrivateKey own, PublicKey other) throws Exception {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(own);
    agreement.doPhase(other, true);
    return agreement.generateSecret();
  }

  /** Section 5.4.1: one round of SHA-256 gives the 256 bits that are needed. */
  private static SecretKey derive(byte[] secret, byte[]... otherInfo) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(new byte[] {0, 0, 0, 1});
    digest.update(secret);
    for (byte[] part : otherInfo) digest.update(part);
    return new SecretKeySpec(digest.digest(), "AES");
  }

  private static byte[] part(Element info, String name) {
    byte[] value = HexFormat.of().parseHex(info.getAttribute(name));
    return value.length == 0 ? value : Arrays.copyOfRange(value, 1, value.length);
  }

  private static byte[] fixed(BigInteger number, int size) {
    byte[] bytes = number.toByteArray();
    byte[] result = new byte[size];
    int length = Math.min(size, bytes.length);
    System.arraycopy(bytes, bytes.length - length, result, size - length, length);
    return result;
  }

  private static Element one(Element element, String namespace, String name) {
    return (Element) element.getElementsByTagNameNS(namespace, name).item(0);
  }

  private static byte[] base64(Element element) {
    return Base64.getMimeDecoder().decode(element.getTextContent());
  }
}
