export { LAENDER, landOfAgs } from './laender.ts';
export { loadProfile, parseProfile, participants } from './load.ts';
export {
  type InitPkiOptions,
  type IssueOptions,
  initPki,
  issueCertificate,
  layout,
  type PkiSummary,
  type RevokeOptions,
  readVerzeichnis,
  revokeCertificate,
  type Verzeichnis,
} from './pki/index.ts';
export {
  type Behoerde,
  type GatewayProfile,
  type Profile,
  profileSchema,
  ROLLEN,
  type Rolle,
  SUITES,
  type SuiteName,
} from './schema.ts';
