/** Namespace of envelope, receipt, refusal and acknowledgement (ARCHITECTURE 4.1, contract). */
export const TRANSPORT_NS = 'urn:bussgeld-blaupause:transport:1.0';
/** XML Signature. */
export const DS_NS = 'http://www.w3.org/2000/09/xmldsig#';
/** XML Encryption. */
export const XENC_NS = 'http://www.w3.org/2001/04/xmlenc#';
/** Media type of everything that travels. */
export const MEDIA_TYPE = 'application/xml';
