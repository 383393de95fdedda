const WIDTH = 100;
const HEIGHT = 20;

interface Properties {
  /** How many in each period, in order. */
  counts: number[];
  /** What it says, for whoever does not see it. */
  label: string;
}

/** A line for each period in which there was anything, by the most of them; a row of a table has room for it. */
export function Sparkline({ counts, label }: Properties) {
  const most = Math.max(1, ...counts);
  const step = WIDTH / counts.length;
  const lines = counts
    .map((count, i) => {
      const height = Math.max(2, ((HEIGHT - 1) * count) / most);
      return count === 0 ? '' : `M${(step * (i + 0.5)).toFixed(1)} ${HEIGHT - 1}v-${height.toFixed(1)}`;
    })
    .join('');
  return (
    <svg className="sparkline" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path className="axis" d={`M0 ${HEIGHT - 0.5}h${WIDTH}`} />
      <path className="counts" strokeWidth={Math.max(1, step)} d={lines} />
    </svg>
  );
}
