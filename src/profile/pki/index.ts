export { type IssueOptions, issueCertificate, type RevokeOptions, revokeCertificate } from './change.ts';
export { type InitPkiOptions, initPki, type PkiSummary } from './init.ts';
export { layout } from './layout.ts';
export { readVerzeichnis, type Verzeichnis } from './verzeichnis.ts';
