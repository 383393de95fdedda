import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Schema } from '../../api/client';
import { day, instant } from '../../texts/formats';
import { t } from '../../texts/texts';
import { letters } from './queries';

type Letter = Schema<'Letter'>;

/** Days as the reader writes them; what is known less exactly as it was said. */
export function date(said: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(said) ? day(said) : /^\d{4}-\d\d-\d\dT/.test(said) ? instant(said) : said;
}

/** Beside a decision: the letter that it answers, and the letter that told of it. */
export function Exchange({ request }: { request: string }) {
  const all = useQuery(letters(request)).data?.letters ?? [];
  const asked = all.find((each) => each.role === 'body' && each.inReplyTo === null);
  const reply = all.find((each) => each.role === 'applicant' && (asked === undefined || each.inReplyTo === asked.id));
  return (
    <ul className="exchange small">
      {asked !== undefined && <One letter={asked} request={request} says={t('standing.answers', { id: asked.id })} />}
      {reply !== undefined && <One letter={reply} request={request} says={t('standing.reply', { id: reply.id })} />}
      {reply === undefined && (
        <li className="note">
          {t('standing.reply.none')}{' '}
          <Link to="." search={beside(request)}>
            {request}
          </Link>
        </li>
      )}
    </ul>
  );
}

/** The view as it is, with that request open. */
function beside(request: string): never {
  return ((before: Record<string, string>) => ({ ...before, request })) as never;
}

function One({ letter, request, says }: { letter: Letter; request: string; says: string }) {
  return (
    <li>
      <Link to="." search={beside(request)} hash={`letter-${letter.id}`}>
        {says}
      </Link>
      <span className="note">
        {' · '}
        {letter.from} → {letter.to} · {date(letter.sent)} ·{' '}
        {letter.received === null ? t('standing.unreceived') : t('standing.received', { at: date(letter.received) })}
      </span>
    </li>
  );
}
