import type { Answer, Matrix, Party, Thing } from './queries';

export type Kind = 'own' | 'member' | 'associate' | 'observer' | 'applicant' | 'none';

/** Parties of one kind of standing, with their places in the rows of answers. */
export interface Group {
  kind: Kind;
  parties: { party: Party; index: number }[];
}

const KINDS: Kind[] = ['own', 'member', 'associate', 'observer', 'applicant', 'none'];

/** By what they are, those with more first; one's own alone before all. */
export function groups(parties: Party[], own: string): Group[] {
  return KINDS.map((kind) => ({
    kind,
    parties: parties.flatMap((party, index) =>
      (party.id === own ? 'own' : (party.standings[0]?.kind ?? 'none')) === kind
        ? [{ party, index }]
        : [],
    ),
  })).filter((group) => group.parties.length > 0);
}

export interface Row {
  object: Thing;
  answers: Answer[];
  supposed: Answer[] | undefined;
}

/** All pages as one, each object with its answers. */
export function rows(pages: Matrix[]): Row[] {
  return pages.flatMap((page) =>
    page.objects.map((object, i) => ({
      object,
      answers: page.answers[i] ?? [],
      supposed: page.supposed?.[i],
    })),
  );
}

/** Whether some of it is read. */
export function reads(answer: Answer | undefined): boolean {
  return answer === 'permit' || answer === 'redact';
}

/** How many cells would be otherwise. */
export function changes(all: Row[]): { gained: number; lost: number; otherwise: number } {
  const sum = { gained: 0, lost: 0, otherwise: 0 };
  for (const row of all) {
    row.supposed?.forEach((would, i) => {
      const is = row.answers[i];
      if (would !== is) {
        if (reads(would) && !reads(is)) {
          sum.gained++;
        } else if (!reads(would) && reads(is)) {
          sum.lost++;
        } else {
          sum.otherwise++;
        }
      }
    });
  }
  return sum;
}

/** Its name, or else its type and the beginning of its id. */
export function called(object: Thing): string {
  return object.name === '' ? object.id.replace(/--([0-9a-f]{8}).*$/, ' $1…') : object.name;
}
