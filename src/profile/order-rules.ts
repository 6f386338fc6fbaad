/** Message types that follow another one: rules ORDER-nnnn (it is missing) and ORDER-nnnn-ZEIT (it is later). */
const FOLLOWING =
  '0031 0051 1011 1021 1111 1121 1122 1131 1141 1151 1161 1191 1211 1212 1230 1311 2011 2020 2021 2031 2041 2051 2111 2112 2120 2121 2122 2123 3010 3020 3021 3022 3030 3041 3050 3060 3061 3062 3070 3080 3090 3091 3096 3110 3111 3121 3130 3210 3211 3221 4021'.split(
    ' ',
  );

/** Rules that hold for many messages. */
const GENERAL = [
  'ABGABE-ENTSCHIEDEN',
  'AKTE-GESPERRT',
  'ANTWORT-DOPPELT',
  'ANTWORT-FREMD',
  'ANTWORT-SPAET',
  'BEZUG',
  'EINSPRUCH-OFFEN',
  'EINSPRUCH-UNGEKLAERT',
  'ERLEDIGT',
  'FUEHRUNG',
  'RECHTSKRAFT-ABWEICHEND',
  'RECHTSKRAFT-OHNE-ZUSTELLUNG',
  'RECHTSKRAFT-VOR-FRISTENDE',
  'RUECKNAHME-FREMD',
  'RUECKNAHME-SPAET',
  'STAND',
  'VOLLSTRECKUNGSVERJAEHRUNG',
  'WARTEFRIST-95',
  'WIEDEREINSETZUNG',
  'ZUGESTELLT-UND-UNZUSTELLBAR',
  'ZUKUNFT',
  'ZURUECKGENOMMEN',
  'ZUSTAENDIG',
  'ZUSTELLUNG-VOR-ERLASS',
];

/**
 * Ids of the rules on the order of messages that a profile may name. The rules themselves live above this floor, in
 * procedure/; a test holds both lists together.
 */
export const ORDER_RULES: readonly string[] = [
  ...FOLLOWING.flatMap((nummer) => [`ORDER-${nummer}`, `ORDER-${nummer}-ZEIT`]),
  ...GENERAL.map((name) => `ORDER-${name}`),
].sort();
