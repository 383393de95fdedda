import type { Schema } from '../../api/client';

export type Entry = Schema<'Entries'>['entries'][number];

/** What reading a part of the record anew found: the last number that fits, and the first that does not. */
export interface Checked {
  upTo: number;
  hash: string;
  broken: number | null;
}

export const BEGINNING: Checked = { upTo: 0, hash: '0'.repeat(64), broken: null };

/**
 * Computes the hashes of entries anew, after what was checked before:
 * SHA-256(hash before || number in 8 bytes || body in UTF-8), and the rows of an answer against the body that names them.
 */
export async function check(before: Checked, entries: Entry[]): Promise<Checked> {
  let { upTo, hash } = before;
  for (const entry of entries) {
    const body = new TextEncoder().encode(entry.body);
    const bytes = new Uint8Array(40 + body.length);
    bytes.set(unhex(hash), 0);
    new DataView(bytes.buffer).setBigUint64(32, BigInt(entry.number));
    bytes.set(body, 40);
    const fits =
      entry.number === upTo + 1 && (await sha256(bytes)) === entry.hash && (await rowsFit(entry));
    if (!fits) {
      return { upTo, hash, broken: upTo + 1 };
    }
    upTo = entry.number;
    hash = entry.hash;
  }
  return { upTo, hash, broken: null };
}

async function rowsFit(entry: Entry): Promise<boolean> {
  const named = (JSON.parse(entry.body) as { rows?: string }).rows;
  if (entry.rows === null || entry.rows === undefined) {
    return named === undefined;
  }
  const sequences = Uint8Array.from(atob(entry.rows.sequences), (each) => each.charCodeAt(0));
  return named === (await sha256(sequences));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((each) => each.toString(16).padStart(2, '0')).join('');
}

function unhex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
