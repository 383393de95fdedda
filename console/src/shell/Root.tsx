import { Outlet } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useLanguage } from '../texts/texts';

/** All of it, said anew in another language. */
export function Root() {
  return (
    <Fragment key={useLanguage()}>
      <Outlet />
    </Fragment>
  );
}
