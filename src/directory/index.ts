export type { Authority, AuthorityJson, Certificates, GatewayJson, Mandate } from './authority.ts';
export { Directory, type DirectoryOptions } from './directory.ts';
