interface Properties<T extends string> {
  /** What is chosen, for those who do not see it. */
  label: string;
  options: { value: T; name: string }[];
  chosen: T;
  choose: (value: T) => void;
}

/** One of a few, side by side. */
export function Choice<T extends string>({ label, options, chosen, choose }: Properties<T>) {
  return (
    <div className="choice" role="group" aria-label={label}>
      {options.map(({ value, name }) => (
        <button
          key={value}
          type="button"
          className="button"
          aria-pressed={value === chosen}
          onClick={() => choose(value)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

/** One of many. */
export function Select<T extends string>({ label, options, chosen, choose }: Properties<T>) {
  return (
    <label className="field inline">
      <span>{label}</span>
      <select className="input" value={chosen} onChange={(event) => choose(event.target.value as T)}>
        {options.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
