import { day } from '../../texts/formats';
import { t } from '../../texts/texts';

/** By when something must be done, and the days that are left. */
export function Left({ due, days }: { due: string | null; days: number | null }) {
  if (due === null || days === null) {
    return <span className="note">{t('standing.no-deadline')}</span>;
  }
  return (
    <span className={days < 0 ? 'left over' : days <= 7 ? 'left soon' : 'left'}>
      {days < 0 ? t('standing.overdue', { n: -days }) : t('standing.left', { n: days })}
      <span className="note"> · {/^\d{4}-\d\d-\d\d/.test(due) ? day(due.slice(0, 10)) : due}</span>
    </span>
  );
}
