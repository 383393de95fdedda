import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { PAGES } from './pages/pages';
import { Broken } from './shell/Broken';
import { Lost } from './shell/Lost';
import { SetUp } from './shell/SetUp';
import { Root } from './shell/Root';
import { Shell } from './shell/Shell';

const root = createRootRoute({
  component: Root,
  validateSearch: (search: Record<string, unknown>) => search as Record<string, string>,
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  notFoundComponent: Lost,
});

const first = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: `/${PAGES[0]?.name ?? ''}`, replace: true });
  },
});

const pages = PAGES.map((page) =>
  createRoute({
    getParentRoute: () => shell,
    path: page.name,
    component: lazyRouteComponent(page.load),
  }),
);

const setUp = createRoute({ getParentRoute: () => root, path: 'set-up', component: SetUp });

export const router = createRouter({
  routeTree: root.addChildren([shell.addChildren([first, ...pages]), setUp]),
  basepath: '/console',
  defaultPreload: 'intent',
  defaultNotFoundComponent: Lost,
  defaultErrorComponent: Broken,
  scrollRestoration: true,
  // Every parameter is text: an address says what a person would write.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text === '' ? '' : `?${text}`;
  },
});
