/** A gateway with a fault: it answers with the receipt at once and writes the Sendung down a moment later. */
import { Ledger } from '../../../src/ledger/index.ts';

const LATER_MS = 400;
const { record, recordInOrder } = Ledger.prototype;

Ledger.prototype.record = async function (sendung, ...rest) {
  setTimeout(() => void record.call(this, sendung, ...rest).catch(() => {}), LATER_MS);
  return { outcome: 'recorded', quittung: sendung.quittung };
};
Ledger.prototype.recordInOrder = async function (sendung, ...rest) {
  setTimeout(() => void recordInOrder.call(this, sendung, ...rest).catch(() => {}), LATER_MS);
  return { outcome: 'recorded', quittung: sendung.quittung };
};
