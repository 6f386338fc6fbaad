/** Undeliverable Sendungen go back to their authors, once and with evidence. */
export { starteRueckgabedienst } from './dienst.ts';
export { type Hindernis, hindernis, unterwegsMs } from './fall.ts';
export { rueckweisungUuid, zurueckgeben } from './zurueckgeben.ts';
