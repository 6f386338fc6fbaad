import type { Sachbearbeitung } from '../../handlung.ts';
import { tagVon } from '../../zeit.ts';
import { bescheid } from './bescheid.ts';
import { ermittlung } from './ermittlung.ts';
import { vollstreckung } from './vollstreckung.ts';

/** The Bußgeldbehörde: leads the case and reckons every period from its own file. */
export const bussgeldbehoerde: Sachbearbeitung = {
  aktenzeichen: ({ fall }) => `ZBS-${tagVon(fall.tat.begangenAm)}-${fall.tat.tbnr}`,
  eingang: { ...ermittlung.eingang, ...bescheid.eingang, ...vollstreckung.eingang },
  wiedervorlage: { ...ermittlung.wiedervorlage, ...bescheid.wiedervorlage, ...vollstreckung.wiedervorlage },
};
