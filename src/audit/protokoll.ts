import type pg from 'pg';
import { checkLog, type LogFault, type NoteVerifier } from '../transparency/index.ts';
import type { ABHILFE, Befunde } from './befund.ts';

const TEXTE: Readonly<Record<LogFault, { tabelle: string; befund: string; abhilfe?: keyof typeof ABHILFE }>> = {
  'leaf-hash': { tabelle: 'log_index', befund: 'Das Blatt an diesem Platz hat nicht seinen Hash.' },
  'leaf-missing': {
    tabelle: 'log_index',
    befund: 'An diesem Platz fehlt das Blatt; dahinter ist nichts mehr prüfbar.',
  },
  'checkpoint-contradicts': { tabelle: 'log_checkpoint', befund: 'Der Checkpoint widerspricht den Blättern.' },
  'checkpoint-signature': {
    tabelle: 'log_checkpoint',
    befund: 'Der Checkpoint ist nicht gültig signiert.',
    abhilfe: 'schluessel',
  },
  'checkpoint-missing': { tabelle: 'log_checkpoint', befund: 'Für diese Zahl von Plätzen fehlt der Checkpoint.' },
  'checkpoint-time': { tabelle: 'log_checkpoint', befund: 'Der Zeitpunkt liegt vor dem des Checkpoints davor.' },
  tile: { tabelle: 'log_kachel', befund: 'Die Kachel widerspricht den Blättern.', abhilfe: 'kacheln' },
};

/** Checks the transparency log from its first leaf. @returns leaves and checkpoints read */
export async function pruefeProtokoll(
  client: pg.Client,
  keys: readonly NoteVerifier[],
  befunde: Befunde,
  onLeaves: (leaves: number) => void,
): Promise<{ readonly leaves: number; readonly checkpoints: number }> {
  const { leaves, checkpoints, findings } = await checkLog(client, keys, onLeaves);
  for (const { fault, at } of findings) {
    const { tabelle, befund, abhilfe } = TEXTE[fault];
    befunde.add(tabelle, at, befund, abhilfe);
  }
  return { leaves, checkpoints };
}
