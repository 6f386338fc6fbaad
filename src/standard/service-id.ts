import { ORGANISATIONSSCHLUESSEL_PATTERN } from '../platform/ids.ts';
import { VERSION } from './descriptor.ts';

/**
 * Identifier of the service under which readers of this version of the standard are found in the directory. Invented
 * in the manner of the DVDV, where it is the target namespace of the service's WSDL.
 */
export const SERVICE_ID = `urn:bussgeld-blaupause:dienst:xbussgeld:${VERSION}`;

/** Key of the Land in an Organisationsschlüssel, e.g. `14` for Saxony; `''` if it is none. */
export const landOf = (kennung: string): string =>
  ORGANISATIONSSCHLUESSEL_PATTERN.test(kennung) ? kennung.slice(4, 6) : '';

/** The header's `dvdvDienstkennung`, which a message between authorities of different Länder states (rule R20). */
export const serviceBetween = (autor: string, leser: string): { readonly dvdvDienstkennung?: string } => {
  const lands = [landOf(autor), landOf(leser)];
  return lands.includes('') || lands[0] === lands[1] ? {} : { dvdvDienstkennung: SERVICE_ID };
};
