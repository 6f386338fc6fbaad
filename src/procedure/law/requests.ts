/** A message that asks another authority for something, and what can become of it (DOMAIN part 8). */
export interface Ersuchensart {
  /** four digits of the request */
  readonly nummer: string;
  /** messages that answer it for good */
  readonly antworten: readonly string[];
  /** answers after which it is open no longer, but was not done */
  readonly ablehnungen: readonly string[];
  /** messages that say it is being worked on */
  readonly zwischen: readonly string[];
  /** messages by which its author takes it back */
  readonly ruecknahmen: readonly string[];
  /** taken back only when the reader has confirmed it: until then the file stays where it is */
  readonly ruecknahmeBrauchtBestaetigung: boolean;
  /** its end is reported by messages that need not name it, such as the settlement of an enforcement */
  readonly antwortOhneBezug: boolean;
  /** may be answered in parts, one message after the other */
  readonly inTeilen: boolean;
}

const request = (
  nummer: string,
  antworten: readonly string[],
  more: Partial<Omit<Ersuchensart, 'nummer' | 'antworten'>> = {},
): Ersuchensart => ({
  nummer,
  antworten,
  ablehnungen: more.ablehnungen ?? [],
  zwischen: more.zwischen ?? [],
  ruecknahmen: ['0050', ...(more.ruecknahmen ?? [])],
  ruecknahmeBrauchtBestaetigung: more.ruecknahmeBrauchtBestaetigung ?? false,
  antwortOhneBezug: more.antwortOhneBezug ?? false,
  inTeilen: more.inTeilen ?? false,
});

const INVESTIGATION = { ruecknahmen: ['1190'] };
const SERVICE = { ruecknahmen: ['2050'] };
const TRANSFER = { ablehnungen: ['1212'], ruecknahmeBrauchtBestaetigung: true };

/** Every request of the standard. */
export const requestKinds: readonly Ersuchensart[] = [
  request('0030', ['0031']),
  request('1010', ['1011']),
  request('1020', ['1021'], { ...INVESTIGATION, inTeilen: true }),
  request('1110', ['1111'], INVESTIGATION),
  request('1120', ['1121'], { ...INVESTIGATION, zwischen: ['1122'] }),
  request('1130', ['1131'], INVESTIGATION),
  request('1140', ['1141'], INVESTIGATION),
  request('1150', ['1151'], INVESTIGATION),
  request('1160', ['1161'], INVESTIGATION),
  request('1210', ['1211'], TRANSFER),
  request('1230', ['1211'], TRANSFER),
  request('1310', ['1311'], INVESTIGATION),
  request('2010', ['2020', '2021'], { ...SERVICE, zwischen: ['2011'] }),
  request('2030', ['2031', '2020', '2021'], SERVICE),
  request('2040', ['2041'], SERVICE),
  request('2110', ['2111']),
  request('2120', ['2121', '2122', '2123'], { antwortOhneBezug: true, inTeilen: true }),
  request('3020', ['3050', '3070'], {
    ablehnungen: ['3022'],
    zwischen: ['3021'],
    ruecknahmen: ['3090'],
    antwortOhneBezug: true,
  }),
  request('3040', ['3041']),
  request('3060', ['3061'], { ruecknahmen: ['3090'] }),
  request('3095', ['3096'], { ruecknahmen: ['3090'], inTeilen: true }),
  request('3110', ['3111'], { ruecknahmen: ['3090'], inTeilen: true }),
  request('3120', ['3121'], { ruecknahmen: ['3090'] }),
  request('3210', ['3211']),
  request('3220', ['3221']),
  request('4020', ['4021']),
];

/** Confirmations of a withdrawal, and the results after which the request lives on. */
export const confirmations: readonly string[] = ['0051', '1191', '2051', '3091'];
export const lateWithdrawals: readonly string[] = ['nicht-mehr-moeglich'];
/** The asked authority is not competent. */
export const notCompetent = '0130';
/** The request was passed on to the competent authority, named in `zustaendigeStelle`. */
export const passedOn = '0120';
/** The request itself, passed on unchanged to the competent authority. */
export const passingOn = '0110';
/** Answer to a question for the state of a request. */
export const stateAnswer = '0031';
/** The reader could not process the message: its author has to send it again; the request itself does not change. */
export const technicalRefusal = '0010';
