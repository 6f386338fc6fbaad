/** Cents as the standard writes an amount: `208.50`. */
export const alsBetrag = (cent: number): string => (cent / 100).toFixed(2);

/** An amount of the standard in cents. */
export const inCent = (betrag: string): number => Math.round(Number(betrag) * 100);
