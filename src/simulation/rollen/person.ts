import type { Anschrift, NatuerlichePerson } from '../../standard/index.ts';
import type { SzenarioPerson } from '../szenario.ts';

/** An address of a scenario as the standard writes it. */
export const anschriftAus = (anschrift: SzenarioPerson['anschrift']): Anschrift => ({
  anschriftstyp: { code: 'hauptwohnung' },
  ...anschrift,
});

/** Personal data without addresses. */
export const personalien = (person: SzenarioPerson): NatuerlichePerson => ({
  familienname: person.familienname,
  ...(person.geburtsname === undefined ? {} : { geburtsname: person.geburtsname }),
  vornamen: person.vornamen,
  geburtsdatum: person.geburtsdatum,
  geburtsort: person.geburtsort,
  geschlecht: { code: person.geschlecht },
});

/** Personal data with the address at which somebody is registered. */
export const personMitAnschrift = (person: SzenarioPerson): NatuerlichePerson => ({
  ...personalien(person),
  anschrift: [anschriftAus(person.anschrift)],
});
