import { join } from 'node:path';
import { packageRoot } from '../platform/paths.ts';
import { type ComplexType, NAMESPACE, type SimpleType, VERSION } from './descriptor.ts';
import { complexTypes, messageTypes, simpleTypes } from './generated/descriptors.ts';

/**
 * One version of the standard: its own namespace, its own schemas and rules, and the descriptors that the mapping
 * draws from those schemas. Versions live side by side; nothing of one is used for a message of another. Code lists
 * are versioned by themselves: a schema names the list versions it means.
 */
export interface StandardVersion {
  /** value of the attribute `version` of its messages, e.g. `1.0` */
  readonly version: string;
  /** target namespace, different for each version */
  readonly namespace: string;
  /** path of `xbussgeld.xsd` */
  readonly schema: string;
  /** folder within which the schema may refer to other files */
  readonly schemaRoot: string;
  /** folder of the Schematron files */
  readonly rules: string;
  /** folder of the code lists that its schemas refer to */
  readonly codeLists: string;
  readonly simpleTypes: Readonly<Record<string, SimpleType>>;
  readonly complexTypes: Readonly<Record<string, ComplexType>>;
  /** content of each message by its name */
  readonly messageTypes: Readonly<Record<string, ComplexType>>;
}

const xsd = join(packageRoot, 'xsd');

/** The version that this package describes, writes and gives types for. */
export const currentVersion: StandardVersion = {
  version: VERSION,
  namespace: NAMESPACE,
  schema: join(xsd, 'xbussgeld', 'xbussgeld.xsd'),
  schemaRoot: xsd,
  rules: join(xsd, 'schematron'),
  codeLists: join(xsd, 'codelisten'),
  simpleTypes,
  complexTypes,
  messageTypes,
};
