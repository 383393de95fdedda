import { Button, I18nProvider, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { locale } from '../texts/formats';
import { Arrow, type MenuProperties } from './Menu';

/** The menu itself, which comes when somebody reaches for it, and is open then. */
export default function MenuItems({ says, items }: MenuProperties) {
  return (
    <I18nProvider locale={locale()}>
      <MenuTrigger defaultOpen>
        <Button className="button" autoFocus>
          {says}
          <Arrow />
        </Button>
        <Popover className="floating" placement="bottom end">
          <Menu className="menu" aria-label={says}>
            {items.map((item) => (
              <MenuItem key={item.name} onAction={item.act}>
                {item.name}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </I18nProvider>
  );
}
