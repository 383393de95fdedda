const WIDTH = 100;
const HEIGHT = 20;
const DAY = 86_400_000;

interface Properties {
  /** How many on a day, by the day; none is not named. */
  days: Record<string, number>;
  /** The day at its right end. */
  last: string;
  /** So many days it shows. */
  length: number;
  /** What it says, for whoever does not see it. */
  label: string;
}

/** A line as high as the most of a row, for each day on which there was anything; a row of a table has room for it. */
export function Sparkline({ days, last, length, label }: Properties) {
  const end = Date.parse(last);
  const most = Math.max(1, ...Object.values(days));
  const step = WIDTH / length;
  const lines = Object.entries(days)
    .map(([day, count]) => {
      const x = WIDTH - step * ((end - Date.parse(day)) / DAY + 0.5);
      const height = Math.max(2, ((HEIGHT - 1) * count) / most);
      return `M${x.toFixed(1)} ${HEIGHT - 1}v-${height.toFixed(1)}`;
    })
    .join('');
  return (
    <svg className="sparkline" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path className="axis" d={`M0 ${HEIGHT - 0.5}h${WIDTH}`} />
      <path className="days" strokeWidth={Math.max(1, step)} d={lines} />
    </svg>
  );
}
