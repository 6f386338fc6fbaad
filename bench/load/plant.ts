/** Faults that can be planted into the readers of a run, to see that the run finds them. */
export const READER_FAULTS = ['drop', 'repeat', 'alter'] as const;
export type ReaderFault = (typeof READER_FAULTS)[number];

/** What can be planted: a reader that does wrong, or receipts that are not what the gateway signed. */
export type Plant = ReaderFault | 'receipt';
export const PLANTS: readonly Plant[] = [...READER_FAULTS, 'receipt'];
