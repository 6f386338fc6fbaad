/** Namespace of envelope, receipt, refusal and acknowledgement (ARCHITECTURE 4.1, contract). */
export const TRANSPORT_NS = 'urn:bussgeld-blaupause:transport:1.0';
/** Media type of everything that travels. */
export const MEDIA_TYPE = 'application/xml';
