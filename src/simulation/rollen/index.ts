import type { Rolle } from '../../profile/index.ts';
import type { Sachbearbeitung } from '../handlung.ts';
import { bussgeldbehoerde } from './bussgeldbehoerde/index.ts';
import { mitHinweisen } from './hinweis.ts';
import { kasse } from './kasse.ts';
import { kba } from './kba.ts';
import { meldebehoerde } from './meldebehoerde.ts';
import { messstelle } from './messstelle.ts';
import { polizei } from './polizei.ts';
import { vollstreckungsbehoerde } from './vollstreckungsbehoerde.ts';
import { zustelldienst } from './zustelldienst.ts';

/** How each role of the simulation works; roles that a profile may have beside these only receive. */
export const rollen: Readonly<Partial<Record<Rolle, Sachbearbeitung>>> = {
  messstelle: mitHinweisen(messstelle),
  bussgeldbehoerde: mitHinweisen(bussgeldbehoerde),
  kba: mitHinweisen(kba),
  polizei: mitHinweisen(polizei),
  meldebehoerde: mitHinweisen(meldebehoerde),
  zustelldienst: mitHinweisen(zustelldienst),
  kasse: mitHinweisen(kasse),
  vollstreckungsbehoerde: mitHinweisen(vollstreckungsbehoerde),
};
