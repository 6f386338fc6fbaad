/** The durable record and outbox on PostgreSQL, with an embedded server where none is configured. */
export { type Bestand, bestand } from './bestand.ts';
export { type Database, type DatabaseOptions, DEFAULT_DATA_DIR, ensureDatabase } from './embedded/ensure.ts';
export {
  columnsEvidence,
  eventEvidence,
  refusalEvidence,
  type SendungColumns,
  type SendungFacts,
  sendungEvidence,
} from './evidence.ts';
export { planStufen, type Stufen } from './frist-plan.ts';
export type { Fristnotiz, NeuesErsuchen, Wachtstand } from './frist-record.ts';
export { asWatch } from './frist-turn.ts';
export { type Fristzahlen, fristzahlen, type Gefaehrdet, gefaehrdete } from './frist-zahlen.ts';
export {
  alsVeraltet,
  type Ersuchen,
  erneuern,
  faelligeErsuchen,
  faelligeWachten,
  type Gelesen,
  offeneErsuchen,
  planErinnerung,
  planWarnung,
  veralteteWachten,
  type Wacht,
  wachtOf,
} from './fristen.ts';
export {
  asSequencer,
  assignIndexes,
  leavesOf,
  logSize,
  type StoredLeaf,
  sequencedLeaves,
  unsequencedLeaves,
} from './leaves.ts';
export { Ledger } from './ledger.ts';
export type { Loeschzeit } from './loeschzeit.ts';
export { knownMigrations, type MigrateOptions, migrate } from './migrate.ts';
export { type OpenedLedger, type OpenLedgerOptions, openLedger, roleOf } from './open.ts';
export { openPool, type PoolOptions, storeFault } from './pool.ts';
export {
  inhaltsplan,
  type Loeschbericht,
  type Loeschgrenzen,
  loesche,
  loeschplan,
  type Verbleib,
} from './retention.ts';
export { EVIDENCE_TABLES } from './rights.ts';
export {
  alsRueckgeber,
  type OffeneRueckgabe,
  offeneRueckgaben,
  planRueckgabe,
  type Unzustellbare,
  unzustellbare,
  unzustellbareNachAlter,
  type Zurueckgegebene,
  zurueckgeben,
  zurueckgegebene,
} from './rueckgabe.ts';
export type * from './types.ts';
export { abgewieseneVersuche, type Blattlage, type Folgenachricht, type Werdegang, werdegang } from './werdegang.ts';
export {
  type Fehlversuch,
  postfachNachAlter,
  vollePostfaecher,
  type Wartende,
  wartendeNachAlter,
  type Zustellstand,
  zaehleFehlversuch,
  zustellstand,
} from './zustellung.ts';
