import { Suspense, lazy } from 'react';

export interface MenuProperties {
  says: string;
  items: { name: string; act: () => void }[];
}

const Items = lazy(() => import('./MenuItems'));

/** A button with a few things to do below it. */
export function Menu(properties: MenuProperties) {
  return (
    <Suspense
      fallback={
        <button type="button" className="button">
          {properties.says}
          <Arrow />
        </button>
      }
    >
      <Items {...properties} />
    </Suspense>
  );
}

export function Arrow() {
  return (
    <svg className="arrow" width="9" height="5" viewBox="0 0 9 5" aria-hidden="true">
      <path d="M0 0h9L4.5 5z" />
    </svg>
  );
}
