/**
 * JSON that PostgreSQL stores as `jsonb`, which knows neither NUL nor lone surrogates. Such characters come from
 * outside (a certificate's subject) and become U+FFFD.
 */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) => (typeof item === 'string' ? storable(item) : item));

/** Text that a `text` column stores; for values that a stranger controls. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\ufffd');

/** A stranger's claim, cut to what evidence needs. */
export const claim = (text: string | undefined): string | null =>
  text === undefined ? null : storable(text).slice(0, 200);
