/** Why the gateway does not take an algorithm: English for the documentation, German for the refusal. */
export const REASONS = {
  brokenHash: { en: 'collisions or preimages are within reach', de: 'Hashverfahren gebrochen' },
  shortHash: { en: 'below 120 bit of security', de: 'Hashwert zu kurz' },
  pkcs1Signature: {
    en: 'RSA PKCS#1 v1.5 signatures are deprecated by TR-02102-1; RSA-PSS takes their place',
    de: 'RSA PKCS#1 v1.5 ist abgekündigt, stattdessen RSA-PSS',
  },
  dsa: { en: 'finite-field DSA is not in the profile', de: 'DSA ist nicht vorgesehen' },
  symmetric: {
    en: 'a shared secret proves no author, and the public key could be passed off as the secret',
    de: 'ein gemeinsames Geheimnis belegt keinen Absender',
  },
  parameters: {
    en: 'hash, mask and salt would come from the document, not from the policy',
    de: 'Parameter kämen aus dem Dokument',
  },
  otherForm: {
    en: 'another canonical form than the one of the profile',
    de: 'nur Exclusive XML Canonicalization ohne Kommentare',
  },
  computing: {
    en: 'the transform computes what is signed, at a cost that the sender chooses',
    de: 'rechnende Transformationen sind nicht zugelassen',
  },
  unauthenticated: {
    en: 'not authenticated: changed ciphertext decrypts, which served as an oracle against XML Encryption',
    de: 'Verschlüsselung ohne Prüfsumme',
  },
  paddingOracle: { en: 'Bleichenbacher’s padding oracle', de: 'Padding-Orakel nach Bleichenbacher' },
  sha1Defaults: { en: 'rests on SHA-1 by default', de: 'beruht auf SHA-1' },
  oneStrength: { en: 'sound, but the profile keeps to 256 bit', de: 'das Profil verlangt 256 Bit' },
  oneHash: { en: 'sound, but the profile keeps to SHA-256 here', de: 'das Profil verlangt hier SHA-256' },
  oneCurve: { en: 'sound, but not on the list of curves', de: 'Kurve nicht im Profil' },
  weakCurve: { en: 'shorter than 250 bit, or not recommended by TR-02102-1', de: 'Kurve nicht empfohlen' },
  finiteField: { en: 'finite-field Diffie-Hellman is not in the profile', de: 'DH über endlichen Körpern' },
  password: { en: 'keys of a profile are not passwords', de: 'kein Passwortverfahren' },
  tripleDes: { en: '3DES: 64-bit blocks', de: '3DES: Blöcke von 64 Bit' },
  experimental: {
    en: 'experimental: this project’s own draft, off in every policy but `policies.experimental`',
    de: 'Entwurf, nur zur Erprobung',
  },
} as const satisfies Readonly<Record<string, { readonly en: string; readonly de: string }>>;

/** Key of {@link REASONS}. */
export type Reason = keyof typeof REASONS;
