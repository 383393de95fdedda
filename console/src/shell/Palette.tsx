import { useNavigate } from '@tanstack/react-router';
import {
  Autocomplete,
  Dialog,
  I18nProvider,
  Input,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from 'react-aria-components';
import { locale } from '../texts/formats';
import { PAGES, pageName } from '../pages/pages';
import { TAGS, language, languageName, speak, t } from '../texts/texts';
import { switchKeys, useKeysOn } from './keys';
import { switchTheme } from './theme';

interface Properties {
  close: () => void;
  openKeys: () => void;
}

interface Command {
  id: string;
  name: string;
  key?: string;
  act: () => void;
}

/** Ctrl-K: whatever can be gone to or done, by its name. */
export default function Palette({ close, openKeys }: Properties) {
  const navigate = useNavigate();
  const keysOn = useKeysOn();
  const { contains } = useFilter({ sensitivity: 'base' });
  const commands: Command[] = [
    ...PAGES.map((page) => ({
      id: page.name,
      name: t(pageName(page)),
      key: `g ${page.key}`,
      act: () => void navigate({ to: `/${page.name}` }),
    })),
    ...TAGS.filter((tag) => tag !== language()).map((tag) => ({
      id: tag,
      name: languageName(tag),
      act: () => void speak(tag),
    })),
    { id: 'theme', name: `${t('shell.dark')} / ${t('shell.light')}`, act: switchTheme },
    { id: 'link', name: t('shell.copy-link'), act: () => void navigator.clipboard.writeText(window.location.href) },
    { id: 'print', name: t('shell.print'), act: () => setTimeout(() => window.print(), 100) },
    { id: 'keys', name: t('shell.keys'), key: '?', act: openKeys },
    { id: 'switch', name: `${t('shell.keys.switch')} (${t(keysOn ? 'shell.keys.on' : 'shell.keys.off')})`, act: switchKeys },
  ];
  const run = (id: string) => {
    close();
    commands.find((command) => command.id === id)?.act();
  };
  return (
    <I18nProvider locale={locale()}>
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={(open) => open || close()}>
      <Modal className="floating dialog palette">
        <Dialog aria-label={t('shell.palette')}>
          <Autocomplete filter={contains}>
            <SearchField autoFocus aria-label={t('shell.search')}>
              <Input placeholder={t('shell.search')} />
            </SearchField>
            <ListBox
              className="menu"
              aria-label={t('shell.palette')}
              items={commands}
              onAction={(id) => run(String(id))}
              renderEmptyState={() => <p className="inside note">{t('shell.palette.nothing')}</p>}
            >
              {(command) => (
                <ListBoxItem id={command.id} textValue={command.name}>
                  <span>{command.name}</span>
                  {command.key === undefined ? <span /> : <kbd className="key">{command.key}</kbd>}
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
    </I18nProvider>
  );
}
