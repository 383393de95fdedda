import { Dialog, Heading, I18nProvider, Modal, ModalOverlay } from 'react-aria-components';
import { locale } from '../texts/formats';
import { PAGES, pageName } from '../pages/pages';
import { t } from '../texts/texts';
import { switchKeys, useKeysOn } from './keys';

/** The sheet of keys. */
export default function KeySheet({ close }: { close: () => void }) {
  const on = useKeysOn();
  const keys: [string, string][] = [
    ['Ctrl K', t('shell.keys.palette')],
    ['/', t('shell.keys.filter')],
    ['j k', t('shell.keys.rows')],
    ['Enter', t('shell.keys.open')],
    ['e', t('shell.keys.explain')],
    ['?', t('shell.keys.help')],
    ...PAGES.map((page): [string, string] => [`g ${page.key}`, t(pageName(page))]),
  ];
  return (
    <I18nProvider locale={locale()}>
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={(open) => open || close()}>
      <Modal className="floating dialog">
        <Dialog>
          <div className="inside stack">
            <Heading slot="title" level={2}>
              {t('shell.keys')}
            </Heading>
            <dl className="keys">
              {keys.map(([key, does]) => [
                <dt key={key}>
                  <kbd className="key">{key}</kbd>
                </dt>,
                <dd key={does}>{does}</dd>,
              ])}
            </dl>
            <p className="buttons">
              <button type="button" className="button" aria-pressed={on} onClick={switchKeys}>
                {t(on ? 'shell.keys.on' : 'shell.keys.off')}
              </button>
              <button type="button" className="button" onClick={close}>
                {t('shell.close')}
              </button>
            </p>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
    </I18nProvider>
  );
}
