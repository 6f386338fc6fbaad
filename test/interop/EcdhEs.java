import java.io.ByteArrayInputStream;
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
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * ECDH-ES with ConcatKDF, AES-256 key wrap and AES-256-GCM written a second time, from the text of W3C XML
 * Encryption 1.1 on the JDK's own primitives, for one reader on P-256 or P-384.
 *
 * <pre>
 * decrypt FILE KEY             plaintext to stdout
 * encrypt FILE CERTIFICATE     xenc:EncryptedData over the bytes of FILE to stdout
 * </pre>
 */
public final class EcdhEs {
  private static final String XENC = "http://www.w3.org/2001/04/xmlenc#";
  private static final String XENC11 = "http://www.w3.org/2009/xmlenc11#";
  private static final String DSIG11 = "http://www.w3.org/2009/xmldsig11#";

  public static void main(String[] args) throws Exception {
    byte[] out = args[0].equals("decrypt") ? decrypt(args[1], args[2]) : encrypt(args[1], args[2]);
    System.out.write(out);
    System.out.flush();
  }

  private static byte[] decrypt(String file, String keyFile) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(Files.readAllBytes(Path.of(file))));
    String pem = Files.readString(Path.of(keyFile)).replaceAll("-----[^-]+-----|\\s", "");
    PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
    String oid = one(document, DSIG11, "NamedCurve").getAttribute("URI").substring("urn:oid:".length());
    byte[] point = base64(one(document, DSIG11, "PublicKey"));
    int size = (point.length - 1) / 2;
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(oid));
    ECPoint w =
        new ECPoint(
            new java.math.BigInteger(1, Arrays.copyOfRange(point, 1, 1 + size)),
            new java.math.BigInteger(1, Arrays.copyOfRange(point, 1 + size, point.length)));
    var sender = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(w, parameters.getParameterSpec(ECParameterSpec.class)));
    Element info = one(document, XENC11, "ConcatKDFParams");
    SecretKey wrapping =
        derive(agree(key, sender), part(info, "AlgorithmID"), part(info, "PartyUInfo"), part(info, "PartyVInfo"));
    Element wrapped = one(document, XENC, "EncryptedKey");
    Cipher unwrap = Cipher.getInstance("AESWrap");
    unwrap.init(Cipher.UNWRAP_MODE, wrapping);
    byte[] cipherKey = base64((Element) wrapped.getElementsByTagNameNS(XENC, "CipherValue").item(0));
    SecretKey contentKey = (SecretKey) unwrap.unwrap(cipherKey, "AES", Cipher.SECRET_KEY);
    var values = document.getElementsByTagNameNS(XENC, "CipherValue");
    byte[] sealed = base64((Element) values.item(values.getLength() - 1));
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(Cipher.DECRYPT_MODE, contentKey, new GCMParameterSpec(128, sealed, 0, 12));
    return gcm.doFinal(sealed, 12, sealed.length - 12);
  }

  private static byte[] encrypt(String file, String certificateFile) throws Exception {
    ECPublicKey reader;
    try (var in = Files.newInputStream(Path.of(certificateFile))) {
      reader = (ECPublicKey) CertificateFactory.getInstance("X.509").generateCertificate(in).getPublicKey();
    }
    KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
    pairs.initialize(reader.getParams());
    KeyPair ephemeral = pairs.generateKeyPair();
    byte[] algorithm = (XENC + "kw-aes256").getBytes(StandardCharsets.UTF_8);
    byte[] us = "JDK".getBytes(StandardCharsets.UTF_8);
    byte[] them = "Leser".getBytes(StandardCharsets.UTF_8);
    SecretKey wrapping = derive(agree(ephemeral.getPrivate(), reader), algorithm, us, them);
    KeyGenerator generator = KeyGenerator.getInstance("AES");
    generator.init(256);
    SecretKey contentKey = generator.generateKey();
    Cipher wrap = Cipher.getInstance("AESWrap");
    wrap.init(Cipher.WRAP_MODE, wrapping);
    byte[] iv = new byte[12];
    new SecureRandom().nextBytes(iv);
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(Cipher.ENCRYPT_MODE, contentKey, new GCMParameterSpec(128, iv));
    byte[] text = gcm.doFinal(Files.readAllBytes(Path.of(file)));
    byte[] sealed = ByteBuffer.allocate(12 + text.length).put(iv).put(text).array();
    int size = (reader.getParams().getCurve().getField().getFieldSize() + 7) / 8;
    String oid = size == 32 ? "1.2.840.10045.3.1.7" : "1.3.132.0.34";
    ECPoint w = ((ECPublicKey) ephemeral.getPublic()).getW();
    byte[] point = ByteBuffer.allocate(1 + 2 * size).put((byte) 4).put(fixed(w.getAffineX(), size)).put(fixed(w.getAffineY(), size)).array();
    HexFormat hex = HexFormat.of().withUpperCase();
    return ("""
        <EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#" xmlns:d="http://www.w3.org/2000/09/xmldsig#"
            xmlns:x="http://www.w3.org/2009/xmlenc11#" xmlns:d11="http://www.w3.org/2009/xmldsig11#">
          <EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/>
          <d:KeyInfo><EncryptedKey Recipient="Leser">
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
              <RecipientKeyInfo><d:KeyName>Leser</d:KeyName></RecipientKeyInfo>
            </AgreementMethod></d:KeyInfo>
            <CipherData><CipherValue>%s</CipherValue></CipherData>
          </EncryptedKey></d:KeyInfo>
          <CipherData><CipherValue>%s</CipherValue></CipherData>
        </EncryptedData>
        """)
        .formatted(
            hex.formatHex(algorithm),
            hex.formatHex(us),
            hex.formatHex(them),
            oid,
            Base64.getMimeEncoder().encodeToString(point),
            Base64.getMimeEncoder().encodeToString(wrap.wrap(contentKey)),
            Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(sealed))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] agree(PrivateKey own, java.security.PublicKey other) throws Exception {
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

  private static byte[] fixed(java.math.BigInteger number, int size) {
    byte[] bytes = number.toByteArray();
    byte[] result = new byte[size];
    int length = Math.min(size, bytes.length);
    System.arraycopy(bytes, bytes.length - length, result, size - length, length);
    return result;
  }

  private static Element one(Document document, String namespace, String name) {
    return (Element) document.getElementsByTagNameNS(namespace, name).item(0);
  }

  private static byte[] base64(Element element) {
    return Base64.getMimeDecoder().decode(element.getTextContent());
  }
}
