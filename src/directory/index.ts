export type {
  Authority,
  AuthorityJson,
  CertificateJson,
  Certificates,
  GatewayJson,
  Mandate,
} from './authority.ts';
export { Directory, type DirectoryJson, type DirectoryOptions } from './directory.ts';
