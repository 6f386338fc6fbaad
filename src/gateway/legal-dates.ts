import type { XmlDoc, XmlElement } from '../xml/index.ts';

/**
 * Legal dates, outcomes and references of one message by their names in the standard. They stay in the ledger when the
 * content is deleted, so nothing in them is a person, and a reason that somebody wrote is kept as `true` only.
 */
export type LegalDates = Readonly<Record<string, unknown>>;

/** Where the fields stand below the root; a path that repeats counts at its first place. */
const PATHS: readonly (readonly [path: string, name?: string])[] = [
  // the case: what the holder says about its limitation
  ['vorgang/erbetenBis'],
  ['vorgang/rechtsgrundlage/code', 'rechtsgrundlage'],
  ['vorgang/verjaehrung/fristende', 'verjaehrungFristende'],
  ['vorgang/verjaehrung/absolutesEnde', 'verjaehrungAbsolutesEnde'],
  ['vorgang/verjaehrung/letzteUnterbrechung/datum', 'letzteUnterbrechungAm'],
  ['vorgang/verjaehrung/letzteUnterbrechung/tatbestand/code', 'letzteUnterbrechungNr'],
  // the message that this one is about
  ...['abgebrochen', 'zurueckgenommen', 'offeneNachricht', 'uebernahme', 'nachricht', 'weitergeleitet'].map(
    (element) => [`${element}/nachrichtenUUID`, 'betrifftUUID'] as const,
  ),
  ['zustaendigeStelle/kennung', 'zustaendigeStelle'],
  ['zustaendigkeit/zustaendigeStelle/kennung', 'zustaendigeStelle'],
  // the act
  ['tat/anfang', 'tatAm'],
  ['mindestdatensatz/tat/anfang', 'tatAm'],
  ['tatAm'],
  ['tat/tatvorwurf/tbnr', 'tbnr'],
  ['mindestdatensatz/tat/tatvorwurf/tbnr', 'tbnr'],
  // investigation, hearing, transfer
  ['zeugenfragebogen/versandtAm', 'zeugenfragebogenVersandtAm'],
  ['anordnung/am', 'angeordnetAm'],
  ['angeordnetAm'],
  ['vernommenAm'],
  ['einstellung/verfuegtAm', 'vorlaeufigEingestelltAm'],
  ['eingestelltAm'],
  ['mindestdatensatz/abgabeart/code', 'abgabeart'],
  ['abgabeart/code', 'abgabeart'],
  ['uebernommenAm'],
  ['abgelehntAm'],
  // decision and service
  ['bescheid/erlassdatum'],
  ['bescheid/zustelldatum'],
  ['bescheid/rechtsfolge/geldbusse'],
  ['bescheid/rechtsfolge/fahrverbotMonate'],
  ['bescheid/rechtsfolge/abs2a'],
  ['rechtsfolge/geldbusse'],
  ['rechtsfolge/fahrverbotMonate'],
  ['rechtsfolge/abs2a'],
  ['bescheid/rechtsfolge/punkte'],
  ['rechtsfolge/punkte'],
  ['bescheid/inhaltNach66/belehrungErzwingungshaft'],
  ['bescheid/kosten/gebuehr'],
  ['verwarnungsgeld'],
  ['kostenbescheid/erlassdatum', 'kostenbescheidAm'],
  ['kostenbescheid/betrag', 'kostenbescheidBetrag'],
  ['zustellart/code', 'zustellart'],
  ['zustellung/art/code', 'zustellart'],
  ['zustellung/ersatzzustellungsgrund/code', 'ersatzzustellungsgrund'],
  ['zustellung/zustelldatum', 'zustelldatum'],
  ['ausgang/zustellung/art/code', 'zustellart'],
  ['ausgang/zustellung/ersatzzustellungsgrund/code', 'ersatzzustellungsgrund'],
  ['ausgang/zustellung/zustelldatum', 'zustelldatum'],
  ['ausgang/nichtZugestellt/festgestelltAm'],
  ['zustelldatum'],
  ['festgestelltAm'],
  ['aufgabeAm'],
  ['bekanntgemachtAm'],
  ['zugestelltAm'],
  ['zurueckgenommenAm'],
  ['neuerBescheid/erlassdatum', 'neuerBescheidAm'],
  // remedy and court
  ['eingangszeitpunkt'],
  ['eingegangenAm'],
  ['einspruchEingegangenAm'],
  ['rechtzeitig'],
  ['fristende'],
  ['entschiedenAm'],
  ['gerichtsentscheidung/entschiedenAm'],
  ['gerichtsentscheidung/art/code', 'entscheidungsart'],
  ['entscheidung/entschiedenAm'],
  ['eingangStaatsanwaltschaft'],
  ['eingangAmtsgericht'],
  ['bisherigeRechtskraftAm'],
  ['aufschub'],
  ['rechtskraftAm'],
  ['entscheidung/rechtskraftAm'],
  // enforcement
  ['forderung/faelligkeit', 'faelligkeit'],
  ['forderung/hauptforderung', 'hauptforderung'],
  ['forderung/kosten', 'kosten'],
  ['zahlungsfrist'],
  ['betrag'],
  ['valuta'],
  ['rest'],
  ['gezahlt'],
  ['zahlungserleichterung/zahlungsfristBis', 'zahlungsfristBis'],
  ['zahlungserleichterung/raten/ersteFaelligkeit', 'ersteFaelligkeit'],
  ['haft/tage', 'hafttage'],
  ['ruhen/beginn', 'ruhenBeginn'],
  ['ruhen/ende', 'ruhenEnde'],
  ['ruhen/grund/code', 'ruhensgrund'],
  ['ab'],
  ['bis'],
  ['zurueckAm'],
  ['erledigtAm'],
  ['rechtskraftEntfallen'],
  ['vollstreckungsverjaehrungEnde'],
  // ban
  ['verwahrtAm'],
  ['durchgefuehrtAm'],
  ['wirksamAb'],
  ['endeAm'],
  // codes that say what became of something
  ...[
    'ergebnis',
    'entscheidung',
    'stand',
    'grund',
    'erledigung',
    'erledigungsart',
    'einstellung',
    'ausgang',
    'art',
  ].map((element) => [`${element}/code`, element] as const),
];

/** Texts whose being there counts, never their words. */
const PRESENCE: ReadonlySet<string> = new Set(['entziehungsabsicht']);

interface Branch {
  name?: string;
  readonly below: Map<string, Branch>;
}

const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const tree = PATHS.reduce<Branch>(
  (root, [path, name = last(path)]) => {
    const end = path.split('/').reduce<Branch>((branch, part) => {
      const next: Branch = branch.below.get(part) ?? { below: new Map() };
      branch.below.set(part, next);
      return next;
    }, root);
    end.name = name;
    return root;
  },
  { below: new Map() },
);

const typed = (text: string): unknown => (text === 'true' ? true : text === 'false' ? false : text);

const collect = (element: XmlElement, branch: Branch, found: Record<string, unknown>): void => {
  for (const child of element.children()) {
    const { name } = child;
    const next = branch.below.get(name);
    if (next === undefined) continue;
    if (next.name !== undefined && !(next.name in found)) found[next.name] = typed(child.text.trim());
    if (next.below.size > 0) collect(child, next, found);
  }
};

/** Interruptions of the limitation that a message lists among what happened before (§ 33 (1) OWiG): number and day. */
const interruptions = (root: XmlElement): { nr: string; am: string }[] =>
  root.all('ereignis').flatMap((event) => {
    const nr = event.child('unterbrechung')?.child('code')?.text.trim();
    const am = event.child('zeitpunkt')?.text.trim();
    return nr === undefined || am === undefined ? [] : [{ nr, am }];
  });

/** Reads what the order and the periods of the procedure hang on; the first of a name counts. */
export function readLegalDates(message: XmlDoc): LegalDates {
  const found: Record<string, unknown> = {};
  collect(message.root, tree, found);
  for (const name of PRESENCE) if (message.root.child(name) !== undefined) found[name] = true;
  const listed = interruptions(message.root);
  if (listed.length > 0) found['unterbrechungen'] = listed;
  return found;
}
