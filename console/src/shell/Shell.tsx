import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useState } from 'react';
import { Refused, type Schema } from '../api/client';
import { useDeployment } from '../api/deployment';
import { me } from '../api/session';
import { PAGES, type PageEntry, fetchPages, pageName } from '../pages/pages';
import { Problem, Waiting } from '../parts/States';
import { TAGS, language, languageName, speak, t } from '../texts/texts';
import { useKeys, useKeysOn } from './keys';
import { Mark } from './Mark';
import { SignIn } from './SignIn';
import { signOut } from './signing';
import { switchTheme, useTheme } from './theme';

const Palette = lazy(() => import('./Palette'));
const KeySheet = lazy(() => import('./KeySheet'));

/** What is around every page, for whoever has signed in; the way in for everybody else. */
export function Shell() {
  const who = useQuery(me);
  if (who.error instanceof Refused && who.error.status === 401) {
    return <SignIn ended={who.data !== undefined} />;
  }
  if (who.data === undefined) {
    return <div className="door">{who.error ? <Problem error={who.error} again={() => void who.refetch()} /> : <Waiting />}</div>;
  }
  return <Around who={who.data} />;
}

function Around({ who }: { who: Schema<'Me'> }) {
  const [open, setOpen] = useState<'' | 'menu' | 'palette' | 'keys'>('');
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const close = () => setOpen('');

  useEffect(() => setOpen(''), [path]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOpen((now) => (now === 'palette' ? '' : 'palette'));
      } else if (event.key === 'Escape') {
        setOpen((now) => (now === 'menu' ? '' : now));
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  useKeys({
    ...Object.fromEntries(
      PAGES.map((page) => [`g ${page.key}`, () => void navigate({ to: `/${page.name}` })]),
    ),
    g: fetchPages,
    '/': () => document.querySelector<HTMLElement>('[data-filter]')?.focus(),
    '?': () => setOpen('keys'),
  });

  return (
    <div className="shell">
      <a className="button skip" href="#main">
        {t('shell.skip')}
      </a>
      {open === 'menu' && (
        <button type="button" className="nav-veil" aria-label={t('shell.close')} onClick={close} />
      )}
      <Navigation who={who} open={open === 'menu'} />
      <div className="content">
        <Top openMenu={() => setOpen('menu')} openPalette={() => setOpen('palette')} />
        <main id="main" tabIndex={-1}>
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Suspense fallback={null}>
        {open === 'palette' && <Palette close={close} openKeys={() => setOpen('keys')} />}
        {open === 'keys' && <KeySheet close={close} />}
      </Suspense>
    </div>
  );
}

const GROUPS: PageEntry['group'][] = ['watch', 'share', 'investigate', 'system'];

function Navigation({ who, open }: { who: Schema<'Me'>; open: boolean }) {
  const keys = useKeysOn();
  const deployment = useDeployment();
  return (
    <nav
      className="nav"
      aria-label={t('shell.pages')}
      data-open={open ? '' : undefined}
      onPointerEnter={fetchPages}
      onFocus={fetchPages}
    >
      <Link to="/" className="brand">
        <Mark />
        {t('shell.product')}
      </Link>
      {GROUPS.map((group) => {
        const pages = PAGES.filter((page) => page.group === group);
        return pages.length === 0 ? null : (
          <section key={group}>
            <h2>{t(`shell.group.${group}`)}</h2>
            <ul>
              {pages.map((page) => (
                <li key={page.name}>
                  <Link to={`/${page.name}`} activeOptions={{ includeSearch: false }}>
                    {t(pageName(page))}
                    {keys && <kbd aria-hidden="true">g {page.key}</kbd>}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      <div className="foot">
        {deployment.synthetic && <p>{t('shell.synthetic.note')}</p>}
        <p>
          {who.party === undefined
            ? t('shell.signed-in.operator', { name: who.name })
            : t('shell.signed-in', { name: who.name, party: who.party.name })}
        </p>
        {who.by === 'session' && <SignOut />}
      </div>
    </nav>
  );
}

function SignOut() {
  const navigate = useNavigate();
  return (
    <button
      type="button"
      className="button quiet"
      onClick={() => {
        void signOut().then(async () => {
          await navigate({ to: '/' });
          window.location.reload();
        });
      }}
    >
      {t('shell.sign-out')}
    </button>
  );
}

function Top({ openMenu, openPalette }: { openMenu: () => void; openPalette: () => void }) {
  const deployment = useDeployment();
  return (
    <div className="top">
      <button type="button" className="button menu-button" onClick={openMenu}>
        {t('shell.menu')}
      </button>
      <button type="button" className="search no-print" onClick={openPalette} aria-keyshortcuts="Control+K" aria-label={t('shell.search')}>
        <svg width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" aria-hidden="true">
          <circle cx="6" cy="6" r="4.4" />
          <path d="m9.4 9.4 3.4 3.4" />
        </svg>
        <span className="words">{t('shell.search')}</span>
        <kbd className="key" aria-hidden="true">
          Ctrl K
        </kbd>
      </button>
      <div className="end">
        {deployment.synthetic && <span className="pill warm">{t('shell.synthetic')}</span>}
        <LanguageButton />
        <ThemeButton />
      </div>
    </div>
  );
}

/** The next language there is, in its own name. */
export function LanguageButton() {
  const next = TAGS[(TAGS.indexOf(language()) + 1) % TAGS.length] ?? 'en';
  return (
    <button type="button" className="button language" lang={next} onClick={() => void speak(next)}>
      {languageName(next)}
    </button>
  );
}

export function ThemeButton() {
  const theme = useTheme();
  return (
    <button
      type="button"
      className="button"
      title={t(theme === 'dark' ? 'shell.theme.to-light' : 'shell.theme.to-dark')}
      onClick={switchTheme}
    >
      {t(theme === 'dark' ? 'shell.light' : 'shell.dark')}
    </button>
  );
}
