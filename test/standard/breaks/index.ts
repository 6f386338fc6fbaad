import { abgabe } from './abgabe.ts';
import { administration } from './administration.ts';
import { allgemein } from './allgemein.ts';
import { anhoerung } from './anhoerung.ts';
import { anzeige } from './anzeige.ts';
import { bescheid } from './bescheid.ts';
import { datenschutz } from './datenschutz.ts';
import { einspruch } from './einspruch.ts';
import { fahrerermittlung } from './fahrerermittlung.ts';
import { fahrverbot } from './fahrverbot.ts';
import { register } from './register.ts';
import { tat } from './tat.ts';
import type { Breaks } from './tools.ts';
import { verfahren } from './verfahren.ts';
import { vollstreckung } from './vollstreckung.ts';
import { weiterleitung } from './weiterleitung.ts';
import { zustellung } from './zustellung.ts';

/** For each rule the message that breaks it. */
export const breaks: Breaks = {
  ...allgemein,
  ...administration,
  ...weiterleitung,
  ...anzeige,
  ...tat,
  ...fahrerermittlung,
  ...abgabe,
  ...anhoerung,
  ...bescheid,
  ...zustellung,
  ...einspruch,
  ...vollstreckung,
  ...fahrverbot,
  ...register,
  ...verfahren,
  ...datenschutz,
};
