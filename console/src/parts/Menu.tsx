import { Suspense, lazy, useState } from 'react';

export interface MenuProperties {
  says: string;
  items: { name: string; act: () => void }[];
}

const load = () => import('./MenuItems');
const Items = lazy(load);

/** A button with a few things to do below it, which are loaded when somebody reaches for them. */
export function Menu(properties: MenuProperties) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <button
      type="button"
      className="button"
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setWanted(true)}
    >
      {properties.says}
      <Arrow />
    </button>
  );
  return wanted ? (
    <Suspense fallback={button}>
      <Items {...properties} />
    </Suspense>
  ) : (
    button
  );
}

export function Arrow() {
  return (
    <svg className="arrow" width="9" height="5" viewBox="0 0 9 5" aria-hidden="true">
      <path d="M0 0h9L4.5 5z" />
    </svg>
  );
}
