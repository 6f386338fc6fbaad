/** The sixteen Länder with their digits in the AGS, and the Bund. */
export const LAENDER = [
  { kuerzel: 'SH', ziffern: '01', name: 'Schleswig-Holstein' },
  { kuerzel: 'HH', ziffern: '02', name: 'Hamburg' },
  { kuerzel: 'NI', ziffern: '03', name: 'Niedersachsen' },
  { kuerzel: 'HB', ziffern: '04', name: 'Bremen' },
  { kuerzel: 'NW', ziffern: '05', name: 'Nordrhein-Westfalen' },
  { kuerzel: 'HE', ziffern: '06', name: 'Hessen' },
  { kuerzel: 'RP', ziffern: '07', name: 'Rheinland-Pfalz' },
  { kuerzel: 'BW', ziffern: '08', name: 'Baden-Württemberg' },
  { kuerzel: 'BY', ziffern: '09', name: 'Bayern' },
  { kuerzel: 'SL', ziffern: '10', name: 'Saarland' },
  { kuerzel: 'BE', ziffern: '11', name: 'Berlin' },
  { kuerzel: 'BB', ziffern: '12', name: 'Brandenburg' },
  { kuerzel: 'MV', ziffern: '13', name: 'Mecklenburg-Vorpommern' },
  { kuerzel: 'SN', ziffern: '14', name: 'Sachsen' },
  { kuerzel: 'ST', ziffern: '15', name: 'Sachsen-Anhalt' },
  { kuerzel: 'TH', ziffern: '16', name: 'Thüringen' },
  { kuerzel: 'DE', ziffern: '00', name: 'Bund' },
] as const;

/** Name of the Land in which the seat with this AGS lies, `undefined` for digits that no Land has. */
export const landOfAgs = (ags: string): string | undefined =>
  LAENDER.find(({ ziffern }) => ziffern === ags.slice(0, 2) && ziffern !== '00')?.name;
