import type { Migration } from '../migrate.ts';
import { grundlage } from './0001-grundlage.ts';
import { rechtsdaten } from './0002-rechtsdaten.ts';
import { fristen } from './0003-fristen.ts';
import { fristplan } from './0004-fristplan.ts';
import { rueckgabe } from './0005-rueckgabe.ts';
import { pruefsumme } from './0006-pruefsumme.ts';

/** All migrations in order. An applied one is never edited: the runner compares checksums. */
export const migrations: readonly Migration[] = [grundlage, rechtsdaten, fristen, fristplan, rueckgabe, pruefsumme];
