/** A gateway with a fault: who sends the same Sendung again gets a receipt that differs in one byte. */
import { Ledger } from '../../../src/ledger/index.ts';

const { findBySha256 } = Ledger.prototype;

Ledger.prototype.findBySha256 = async function (sha256) {
  const stored = await findBySha256.call(this, sha256);
  return stored && { ...stored, quittung: Buffer.concat([stored.quittung, Buffer.from('\n')]) };
};
