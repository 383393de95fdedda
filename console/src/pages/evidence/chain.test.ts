import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BEGINNING, type Entry, check } from './chain';

function chain(bodies: object[]): Entry[] {
  let before: Buffer = Buffer.alloc(32);
  return bodies.map((each, i) => {
    const body = JSON.stringify(each);
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(BigInt(i + 1));
    before = createHash('sha256').update(Buffer.concat([before, number, Buffer.from(body)])).digest();
    return { number: i + 1, at: '2030-01-01T00:00:00Z', kind: 'party', body, rows: null, hash: before.toString('hex') };
  });
}

describe('the record', () => {
  const whole = chain([{ what: 'a' }, { what: '選舉' }, { what: 'c' }]);

  it('fits as it was written, in one piece or in several', async () => {
    const all = await check(BEGINNING, whole);
    expect(all).toEqual({ upTo: 3, hash: whole[2]?.hash, broken: null });
    expect(await check(await check(BEGINNING, whole.slice(0, 1)), whole.slice(1))).toEqual(all);
  });

  it('tells which entry was changed, is missing or was put in', async () => {
    const changed = whole.map((each) => (each.number === 2 ? { ...each, body: '{"what":"b"}' } : each));
    expect((await check(BEGINNING, changed)).broken).toBe(2);
    expect((await check(BEGINNING, [whole[0]!, whole[2]!])).broken).toBe(2);
    expect((await check(BEGINNING, [...whole, whole[2]!])).broken).toBe(4);
  });

  it('tells rows that are not those of the answer', async () => {
    const sequences = Buffer.from([3, 1, 1]);
    const rows = createHash('sha256').update(sequences).digest('hex');
    const [entry] = chain([{ kind: 'answer', rows }]);
    const answer = { ...entry!, rows: { first: 3, last: 5, sequences: sequences.toString('base64') } };
    expect((await check(BEGINNING, [answer])).broken).toBeNull();
    expect((await check(BEGINNING, [{ ...answer, rows: { ...answer.rows, sequences: 'AAAA' } }])).broken).toBe(1);
    expect((await check(BEGINNING, [entry!])).broken).toBe(1);
  });
});
