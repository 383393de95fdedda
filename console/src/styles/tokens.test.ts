import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Vector = [number, number, number];

/** Machado, Oliveira and Fernandes 2009, severity 1, for linear RGB. */
const SIMULATIONS: Record<string, Vector[]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linearRgb(hex: string): Vector {
  return [1, 3, 5].map((i) => {
    const value = parseInt(hex.slice(i, i + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as Vector;
}

function times(matrix: Vector[], [a, b, c]: Vector): Vector {
  return matrix.map(([x, y, z]) => Math.min(1, Math.max(0, x * a + y * b + z * c))) as Vector;
}

/** CIE L*a*b* under D65. */
function lab(linear: Vector): Vector {
  const [x, y, z] = times2(
    [
      [0.4124564, 0.3575761, 0.1804375],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339, 0.119192, 0.9503041],
    ],
    linear,
  );
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116);
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

function times2(matrix: Vector[], [a, b, c]: Vector): Vector {
  return matrix.map(([x, y, z]) => x * a + y * b + z * c) as Vector;
}

/** CIE 1976: the distance in L*a*b*. */
function difference(a: Vector, b: Vector): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function luminance(hex: string): number {
  const [r, g, b] = linearRgb(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const css = readFileSync('src/styles/tokens.css', 'utf8');
const tokens = new Map<string, [string, string]>(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map((found) => [
    found[1] ?? '',
    [found[2] ?? '', found[3] ?? ''],
  ]),
);
const colour = (name: string, theme: number) => tokens.get(name)?.[theme] ?? '';
const DATA = ['data-1', 'data-2', 'data-3', 'data-4', 'data-5', 'data-6'];

describe.each([
  ['light', 0],
  ['dark', 1],
])('the colours of %s', (_, theme) => {
  it.each(Object.keys(SIMULATIONS))('stay apart by 20 under %s vision', (vision) => {
    const seen = DATA.map((name) => lab(times(SIMULATIONS[vision] ?? [], linearRgb(colour(name, theme)))));
    for (let i = 0; i < seen.length; i++) {
      for (let j = 0; j < i; j++) {
        const apart = difference(seen[i] as Vector, seen[j] as Vector);
        expect(apart, `${DATA[i]} and ${DATA[j]}`).toBeGreaterThanOrEqual(20);
      }
    }
  });

  it.each([
    ['ink', 'page'],
    ['ink', 'surface'],
    ['ink-2', 'page'],
    ['ink-2', 'surface'],
    ['ink-2', 'sunken'],
    ['data-1', 'surface'],
    ['data-1', 'chosen'],
    ['on-accent', 'data-1'],
    ['on-warm', 'warm'],
    ['full', 'surface'],
    ['redacted', 'surface'],
    ['withheld', 'surface'],
    ['danger', 'surface'],
  ])('let %s be read on %s', (text, ground) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });
});
