/** Whether a day is a holiday in a municipality; `ungewiss`: the data held cannot tell. */
export type Gewissheit = 'ja' | 'nein' | 'ungewiss';

/** Municipalities by Kreis: last three digits of the AGS with the name, as the register writes them. */
type Verzeichnis = Readonly<Record<string, string>>;

const entries = (verzeichnis: Verzeichnis, gewissheit: Gewissheit): [string, Gewissheit][] =>
  Object.entries(verzeichnis).flatMap(([kreis, list]) =>
    list.split(', ').map((entry): [string, Gewissheit] => [`${kreis}${entry.slice(0, 3)}`, gewissheit]),
  );

const prefixes = (list: string, gewissheit: Gewissheit): [string, Gewissheit][] =>
  list.split(' ').map((prefix): [string, Gewissheit] => [prefix, gewissheit]);

/**
 * Bavarian municipalities with more protestant than catholic inhabitants by the census of 2011: 352 of 2,056.
 * Regierungsbezirke: Oberpfalz 9, Oberfranken 115, Mittelfranken 172, Unterfranken 40, Schwaben 16.
 */
const BY_OHNE_2011: Verzeichnis = {
  '09371':
    '116 Birgland, 119 Edelsfeld, 128 Hirschbach, 131 Illschwang, 135 Königstein, 140 Etzelwang, 141 Neukirchen b.Sulzbach-Rosenberg, 157 Weigendorf',
  '09374': '140 Neustadt am Kulm',
  '09462': '000 Bayreuth',
  '09463': '000 Coburg',
  '09464': '000 Hof',
  '09472':
    '116 Bad Berneck i.Fichtelgebirge, 118 Betzenstein, 119 Bindlach, 121 Bischofsgrün, 127 Creußen, 131 Eckersdorf, 133 Emtmannsberg, 139 Gefrees, 140 Gesees, 141 Glashütten, 143 Goldkronach, 146 Haag, 150 Heinersreuth, 155 Hummeltal, 166 Mistelbach, 167 Mistelgau, 177 Plech, 180 Prebitz, 184 Schnabelwaid, 188 Seybothenreuth, 190 Speichersdorf, 198 Warmensteinach, 199 Weidenberg',
  '09473':
    '112 Ahorn, 120 Dörfles-Esbach, 121 Ebersdorf b.Coburg, 132 Großheirath, 134 Grub a.Forst, 138 Itzgrund, 141 Lautertal, 144 Meeder, 151 Neustadt b.Coburg, 153 Niederfüllbach, 158 Bad Rodach, 159 Rödental, 166 Sonnefeld, 170 Untersiemau, 174 Weidhausen b.Coburg, 175 Weitramsdorf',
  '09474': '124 Egloffstein, 132 Gräfenberg, 138 Hiltpoltstein, 140 Igensdorf, 176 Wiesenttal',
  '09475':
    '112 Bad Steben, 113 Berg, 120 Döhlau, 123 Feilitzsch, 127 Gattendorf, 128 Geroldsgrün, 136 Helmbrechts, 137 Issigau, 141 Köditz, 142 Konradsreuth, 145 Leupoldsgrün, 146 Lichtenberg, 154 Münchberg, 156 Naila, 158 Oberkotzau, 161 Regnitzlosau, 162 Rehau, 165 Schauenstein, 168 Schwarzenbach a.d.Saale, 169 Schwarzenbach a.Wald, 171 Selbitz, 174 Sparneck, 175 Stammbach, 181 Töpen, 182 Trogen, 184 Weißdorf, 189 Zell im Fichtelgebirge',
  '09476': '146 Küps, 152 Ludwigsstadt, 154 Mitwitz, 171 Schneckenlohe, 179 Tettau, 183 Marktrodach, 185 Weißenbrunn',
  '09477':
    '117 Grafengehaig, 118 Guttenberg, 119 Harsdorf, 121 Himmelkron, 124 Kasendorf, 127 Ködnitz, 128 Kulmbach, 136 Mainleus, 142 Neudrossenfeld, 143 Neuenmarkt, 151 Rugendorf, 157 Thurnau, 158 Trebgast, 159 Untersteinach, 163 Wirsberg, 164 Wonsees',
  '09478': '145 Michelau i.OFr., 155 Redwitz a.d.Rodach',
  '09479':
    '111 Bad Alexandersbad, 112 Arzberg, 126 Höchstädt i.Fichtelgebirge, 127 Hohenberg a.d.Eger, 129 Kirchenlamitz, 135 Marktleuthen, 136 Marktredwitz, 145 Röslau, 147 Schirnding, 150 Schönwald, 152 Selb, 158 Thiersheim, 159 Thierstein, 161 Tröstau, 166 Weißenstadt, 169 Wunsiedel',
  '09561': '000 Ansbach',
  '09562': '000 Erlangen',
  '09563': '000 Fürth',
  '09564': '000 Nürnberg',
  '09565': '000 Schwabach',
  '09571':
    '111 Adelshofen, 115 Bechhofen, 122 Bruckberg, 125 Buch a.Wald, 128 Burk, 130 Colmberg, 132 Dentlein a.Forst, 134 Diebach, 135 Dietenhofen, 136 Dinkelsbühl, 137 Dombühl, 141 Ehingen, 145 Feuchtwangen, 146 Flachslanden, 152 Gebsattel, 154 Gerolfingen, 155 Geslau, 165 Heilsbronn, 169 Insingen, 170 Langfurth, 171 Lehrberg, 174 Leutershausen, 175 Lichtenau, 177 Merkendorf, 179 Mönchsroth, 180 Neuendettelsau, 181 Neusitz, 183 Oberdachstetten, 188 Ohrenbach, 190 Petersaurach, 192 Röckingen, 193 Rothenburg ob der Tauber, 194 Rügland, 196 Sachsen b.Ansbach, 198 Schillingsfürst, 199 Schnelldorf, 200 Schopfloch, 205 Steinsfeld, 208 Unterschwaningen, 214 Wassertrüdingen, 216 Weidenbach, 217 Weihenzell, 218 Weiltingen, 222 Wettringen, 223 Wieseth, 225 Windelsbach, 226 Windsbach, 227 Wittelshofen, 228 Wörnitz',
  '09572':
    '114 Aurachtal, 115 Baiersdorf, 120 Buckenhof, 121 Eckental, 131 Heroldsberg, 137 Kalchreuth, 139 Lonnerstadt, 142 Möhrendorf, 143 Mühlhausen, 147 Oberreichenbach, 154 Spardorf, 158 Uttenreuth, 159 Vestenbergsgreuth, 164 Weisendorf',
  '09573':
    '111 Ammerndorf, 114 Cadolzburg, 115 Großhabersdorf, 120 Langenzenn, 122 Oberasbach, 123 Obermichelbach, 124 Puschendorf, 125 Roßtal, 126 Seukendorf, 127 Stein, 129 Tuchenbach, 130 Veitsbronn, 133 Wilhermsdorf, 134 Zirndorf',
  '09574':
    '111 Alfeld, 112 Altdorf b.Nürnberg, 117 Burgthann, 120 Engelthal, 123 Feucht, 128 Happurg, 129 Hartenstein, 131 Henfenfeld, 132 Hersbruck, 135 Kirchensittenbach, 138 Lauf a.d.Pegnitz, 139 Leinburg, 145 Offenhausen, 146 Ottensoos, 147 Pommelsbrunn, 150 Reichenschwand, 152 Röthenbach a.d.Pegnitz, 154 Rückersdorf, 156 Schwaig b.Nürnberg, 157 Schwarzenbruck, 160 Velden, 161 Vorra, 164 Winkelhaid',
  '09575':
    '112 Bad Windsheim, 113 Baudenbach, 115 Burgbernheim, 116 Burghaslach, 117 Dachsbach, 118 Diespeck, 119 Dietersheim, 121 Emskirchen, 122 Ergersheim, 124 Gallmersgarten, 125 Gerhardshofen, 127 Gollhofen, 128 Gutenstetten, 129 Hagenbüchach, 130 Hemmersheim, 133 Illesheim, 134 Ippesheim, 135 Ipsheim, 138 Langenfeld, 143 Marktbergel, 145 Markt Erlbach, 146 Markt Nordheim, 147 Markt Taschendorf, 150 Münchsteinach, 152 Neuhof a.d.Zenn, 153 Neustadt a.d.Aisch, 155 Oberickelsheim, 156 Obernzenn, 163 Simmershofen, 165 Sugenheim, 166 Trautskirchen, 167 Uehlfeld, 168 Uffenheim, 179 Weigenheim, 181 Wilhelmsdorf',
  '09576':
    '117 Büchenbach, 121 Georgensgmünd, 128 Kammerstein, 132 Schwanstetten, 137 Rednitzhembach, 142 Rohr, 143 Roth, 148 Thalmässing, 151 Wendelstein',
  '09577':
    '111 Absberg, 113 Alesheim, 114 Muhr a.See, 115 Bergen, 120 Burgsalach, 122 Dittenheim, 127 Ettenstatt, 136 Gunzenhausen, 138 Haundorf, 140 Heidenheim, 141 Höttingen, 148 Langenaltheim, 149 Markt Berolzheim, 150 Meinheim, 151 Nennslingen, 158 Pappenheim, 159 Pfofeld, 162 Polsingen, 168 Solnhofen, 172 Theilenhofen, 173 Treuchtlingen, 177 Weißenburg i.Bay., 179 Westheim',
  '09672': '126 Geroda, 166 Zeitlofs',
  '09673': '113 Aubstadt, 134 Höchheim, 153 Ostheim v.d.Rhön, 167 Sondheim v.d.Rhön, 182 Willmars',
  '09674': '164 Königsberg i.Bay., 171 Maroldsweisach, 190 Rentweinsdorf, 210 Untermerzbach, 223 Ermershausen',
  '09675':
    '111 Abtswind, 112 Albertshofen, 114 Buchbrunn, 116 Castell, 141 Kitzingen, 142 Kleinlangheim, 144 Mainbernheim, 146 Mainstockheim, 147 Marktbreit, 148 Markt Einersheim, 149 Marktsteft, 150 Martinsheim, 156 Obernbreit, 161 Rödelsee, 162 Rüdenhausen, 166 Segnitz, 177 Wiesenbronn',
  '09677': '137 Hasloch, 159 Mittelsinn, 170 Partenstein',
  '09678': '176 Schwebheim, 178 Sennfeld',
  '09679': '165 Altertheim, 176 Reichenberg, 177 Remlingen, 187 Sommerhausen, 196 Uettingen, 206 Winterhausen',
  '09773': '113 Bächingen a.d.Brenz',
  '09778': '163 Lauben, 171 Memmingerberg, 219 Woringen',
  '09779':
    '111 Alerheim, 117 Auhausen, 130 Deiningen, 136 Ederheim, 146 Forheim, 155 Harburg (Schwaben), 162 Hohenaltheim, 184 Mönchsdeggingen, 185 Möttingen, 194 Nördlingen, 197 Oettingen i.Bay., 226 Wechingen',
};

/** What the census of 2022 changed, in force since 2025: two lose the day, six gain it; 348 without. */
const BY_VERLOREN_2022: Verzeichnis = { '09473': '165 Seßlach', '09477': '139 Marktschorgast' };
const BY_GEWONNEN_2022: Verzeichnis = {
  '09476': '183 Marktrodach',
  '09572': '115 Baiersdorf, 164 Weisendorf',
  '09678': '176 Schwebheim',
  '09778': '171 Memmingerberg',
  '09779': '197 Oettingen i.Bay.',
};

/** Oberbayern and Niederbayern whole; then every Kreis of the other five Regierungsbezirke. */
const BY_KREISE =
  '091 092 09361 09362 09363 09371 09372 09373 09374 09375 09376 09377 09461 09462 09463 09464 09471 09472 09473 09474 ' +
  '09475 09476 09477 09478 09479 09561 09562 09563 09564 09565 09571 09572 09573 09574 09575 09576 09577 09661 09662 ' +
  '09663 09671 09672 09673 09674 09675 09676 09677 09678 09679 09761 09762 09763 09764 09771 09772 09773 09774 09775 ' +
  '09776 09777 09778 09779 09780';

/** Kreis Bautzen. Of six municipalities only parts keep the day: the AGS cannot tell. */
const SN_JA: Verzeichnis = {
  '14625':
    '080 Crostwitz, 350 Nebelschütz, 440 Panschwitz-Kuckau, 460 Puschwitz, 470 Räckelwitz, 490 Radibor, 500 Ralbitz-Rosenthal, 640 Wittichenau',
};
const SN_NEIN: Verzeichnis = {
  '14625':
    '010 Arnsdorf, 030 Bernsdorf, 040 Bischofswerda, 060 Burkau, 090 Cunewalde, 100 Demitz-Thumitz, 110 Doberschau-Gaußig, 120 Elsterheide, 130 Elstra, 140 Frankenthal, 170 Großharthau, 180 Großnaundorf, 190 Großpostwitz/O.L., 200 Großröhrsdorf, 220 Haselbachtal, 230 Hochkirch, 250 Kamenz, 270 Königsbrück, 290 Kubschütz, 300 Laußnitz, 310 Lauta, 320 Lichtenberg, 330 Lohsa, 340 Malschwitz, 370 Neukirch, 380 Neukirch/Lausitz, 390 Obergurig, 410 Ohorn, 420 Oßling, 430 Ottendorf-Okrilla, 450 Pulsnitz, 480 Radeberg, 510 Rammenau, 525 Schirgiswalde-Kirschau, 530 Schmölln-Putzkau, 550 Schwepnitz, 560 Sohland a.d.Spree, 570 Spreetal, 580 Steina, 590 Steinigtwolmsdorf, 600 Wachau, 610 Weißenberg, 630 Wilthen',
};

/** Thuringia outside the Eichsfeld; of Dermbach, Dünwald, Rodeberg and Anrode only parts: the AGS cannot tell. */
const TH_JA: Verzeichnis = { '16063': '011 Buttlar, 032 Geisa, 068 Schleid', '16064': '074 Südeichsfeld' };
const TH_NEIN: Verzeichnis = {
  '16063':
    '003 Bad Salzungen, 004 Barchfeld-Immelborn, 006 Berka v.d.Hainich, 008 Bischofroda, 023 Empfertshausen, 028 Frankenroda, 033 Gerstengrund, 037 Hallungen, 046 Krauthausen, 049 Lauterbach, 051 Leimbach, 058 Nazza, 062 Oechsen, 066 Ruhla, 071 Seebach, 076 Treffurt, 078 Unterbreizbach, 082 Vacha, 084 Weilar, 086 Wiesenthal, 092 Wutha-Farnroda, 097 Gerstungen, 098 Hörselberg-Hainich, 099 Bad Liebenstein, 101 Krayenberggemeinde, 103 Werra-Suhl-Tal, 104 Amt Creuzburg, 105 Eisenach',
  '16064':
    '003 Bad Langensalza, 004 Bad Tennstedt, 005 Ballhausen, 007 Blankenburg, 009 Bruchstedt, 019 Großvargula, 021 Haussömmern, 022 Herbsleben, 027 Hornsömmern, 032 Kammerforst, 033 Kirchheilingen, 037 Körner, 038 Kutzleben, 043 Marolterode, 045 Mittelsömmern, 046 Mühlhausen/Thüringen, 053 Oppershausen, 058 Schönstedt, 061 Sundhausen, 062 Tottleben, 064 Urleben, 071 Unstruttal, 072 Menteroda, 075 Vogtei, 076 Unstrut-Hainich, 077 Nottertal-Heilinger Höhen',
};

/** AGS or prefix of an AGS to the answer; the longest prefix that fits decides. */
export type Gemeindeliste = Readonly<Record<string, Gewissheit>>;

const list = (...parts: readonly [string, Gewissheit][][]): Gemeindeliste => Object.fromEntries(parts.flat());

/** Mariä Himmelfahrt in Bavaria until 2024 (census of 2011). */
const MARIA_BY_2011: Gemeindeliste = list(
  [['09', 'ungewiss']],
  prefixes(BY_KREISE, 'ja'),
  entries(BY_OHNE_2011, 'nein'),
);

/** Mariä Himmelfahrt in Bavaria since 2025 (census of 2022). */
const MARIA_BY_2022: Gemeindeliste = {
  ...MARIA_BY_2011,
  ...list(entries(BY_VERLOREN_2022, 'nein'), entries(BY_GEWONNEN_2022, 'ja')),
};

const FRIEDENSFEST: Gemeindeliste = { '09': 'nein', '09761000': 'ja' };

const FRONLEICHNAM_SN: Gemeindeliste = list(
  [
    ['14', 'nein'],
    ['14625', 'ungewiss'],
  ],
  entries(SN_JA, 'ja'),
  entries(SN_NEIN, 'nein'),
);

const FRONLEICHNAM_TH: Gemeindeliste = list(
  [
    ['16', 'nein'],
    ['16061', 'ja'],
    ['16063', 'ungewiss'],
    ['16064', 'ungewiss'],
  ],
  entries(TH_JA, 'ja'),
  entries(TH_NEIN, 'nein'),
);

/** The lists by the name that a holiday rule gives. */
export const gemeindelisten = {
  'mariae-himmelfahrt-by-zensus-2011': MARIA_BY_2011,
  'mariae-himmelfahrt-by-zensus-2022': MARIA_BY_2022,
  'friedensfest-augsburg': FRIEDENSFEST,
  'fronleichnam-sn': FRONLEICHNAM_SN,
  'fronleichnam-th': FRONLEICHNAM_TH,
} as const satisfies Readonly<Record<string, Gemeindeliste>>;
export type Gemeindelistenname = keyof typeof gemeindelisten;

const LENGTHS = [8, 5, 3, 2] as const;

/** The answer of a list for a municipality; without AGS it is open where the list speaks of some places only. */
export const inGemeinde = (name: Gemeindelistenname, ags: string | undefined): Gewissheit => {
  if (ags === undefined) return 'ungewiss';
  const liste: Gemeindeliste = gemeindelisten[name];
  for (const length of LENGTHS) {
    const found = liste[ags.slice(0, length)];
    if (found !== undefined) return found;
  }
  return 'nein';
};
