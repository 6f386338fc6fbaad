/** UUID that a stored receipt speaks of; the signature was verified by the Konnektor that stored it. */
export const parseReceipt = (bytes: Buffer): string | undefined => {
  const text = bytes.toString('utf8');
  if (!/^<quittung /.test(text.replace(/^<\?xml[^?]*\?>\s*/, ''))) return undefined;
  return /<nachrichtenUUID>([^<]+)</.exec(text)?.[1];
};
