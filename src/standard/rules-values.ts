import type { XmlElement } from '../xml/index.ts';
import { NAMESPACE } from './descriptor.ts';

/** Text of the element reached by these names in the namespace of the standard, undefined if one is missing. */
export function valueAt(from: XmlElement, ...names: readonly string[]): string | undefined {
  let element: XmlElement | undefined = from;
  for (const name of names) element = element?.child(name, NAMESPACE);
  return element?.text.trim();
}

/** Code of the code-typed element reached by these names. */
export function codeAt(from: XmlElement, ...names: readonly string[]): string | undefined {
  let element: XmlElement | undefined = from;
  for (const name of names) element = element?.child(name, NAMESPACE);
  return element?.child('code', '')?.text.trim();
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A complete and real calendar day, `YYYY-MM-DD`. */
export function dayAt(from: XmlElement, ...names: readonly string[]): string | undefined {
  const value = valueAt(from, ...names);
  return value !== undefined && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

/** A finite number. */
export function numberAt(from: XmlElement, ...names: readonly string[]): number | undefined {
  const value = valueAt(from, ...names);
  const number = value === undefined || value === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** An instant in milliseconds. */
export function instantAt(from: XmlElement, ...names: readonly string[]): number | undefined {
  const time = Date.parse(valueAt(from, ...names) ?? '');
  return Number.isNaN(time) ? undefined : time;
}
