import { language } from '../../texts/texts';

/** A share as a reader may take it: whole per cent, and one place more where that would be none. */
export function share(of: number): string {
  return format(of).format(of);
}

/** Such as 31–44%. */
export function shares(low: number, high: number): string {
  return format(high).formatRange(low, high);
}

function format(largest: number): Intl.NumberFormat {
  const small = largest > 0 && largest < 0.01;
  return new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: small ? 2 : 0 });
}
