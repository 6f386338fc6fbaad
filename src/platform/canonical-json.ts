/**
 * JSON in the canonical form of RFC 8785 (members sorted by UTF-16 code units, no white space), so that the same value
 * always gives the same bytes. Members without value are left out, as `JSON.stringify` does.
 *
 * @param value what `JSON.parse` could give: no dates, no other objects
 */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
  return `{${members.join(',')}}`;
};
