import { type Options, Usage } from './options.ts';
import { type CaseTemplate, ersuchen, type Mix } from './template.ts';

/** The cases of `--mix`, each with its weight. @throws Usage for an unknown name or weight */
export function mixOf({ mix, size }: Pick<Options, 'mix' | 'size'>): Mix {
  return mix.split(',').map((entry) => {
    const [name = '', weight = '1'] = entry.trim().split('=');
    if (!(Number(weight) > 0)) throw new Usage(`--mix ${entry}: the weight is a number above 0`);
    return { weight: Number(weight), one: caseOf(name, size) };
  });
}

function caseOf(name: string, size: number): CaseTemplate {
  if (name === 'ersuchen') return ersuchen(size);
  throw new Usage(`--mix ${name}: there is only ersuchen`);
}
