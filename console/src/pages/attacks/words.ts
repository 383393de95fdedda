import { language, named, t } from '../../texts/texts';
import type { Facet } from './queries';

/** What a word of a facet is called. */
export function word(facet: Facet, name: string): string {
  if (name === '') {
    return t(facet === 'sector' ? 'attacks.no-sector' : 'attacks.unknown');
  }
  switch (facet) {
    case 'country':
      return country(name);
    case 'kind':
      return named('attacks', 'kind.', name);
    case 'sector':
      return named('attacks', 'sector.', name);
    case 'source':
      return named('attacks', 'source.', name);
    default:
      return name;
  }
}

/** As CLDR calls it; codes that mean no country (XA to XZ) stay codes. */
function country(code: string): string {
  if (code === 'other') {
    return t('attacks.other');
  }
  return /^[A-WYZ][A-Z]$/.test(code) ? (new Intl.DisplayNames(language(), { type: 'region' }).of(code) ?? code) : code;
}
