import { join } from 'node:path';
import { fault } from '../platform/errors.ts';
import { packageRoot } from '../platform/paths.ts';
import { SchemaSet, type XmlDoc } from '../xml/index.ts';

let schema: SchemaSet | undefined;

/** Holds a transport document against its schema, compiled once per process. @throws SHAPE_SCHEMA with all findings */
export function checkTransportSchema(document: XmlDoc): void {
  schema ??= SchemaSet.load(join(packageRoot, 'xsd', 'transport', 'transport.xsd'));
  const { findings, total } = schema.validate(document);
  const [first] = findings;
  if (first === undefined) return;
  throw fault('SHAPE_SCHEMA', {
    detail: first.text,
    findings,
    total,
    ...(first.line === undefined ? {} : { line: first.line }),
    ...(first.path === undefined ? {} : { path: first.path }),
  });
}
