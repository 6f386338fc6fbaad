/** Reasons why a file is laid before the clerk again that another part of the procedure sets. */
export const ANLASS = { anhoerung: 'anhoerung', rechtskraft: 'rechtskraft' } as const;

/** Under this number the file keeps who reported the act. */
export const ANZEIGE = '1010';
