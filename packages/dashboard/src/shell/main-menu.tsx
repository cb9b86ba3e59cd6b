import { signOut } from '../session/session.ts';
import { Icon } from '../design/icon.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { withToast } from '../design/toast.tsx';
import { chooseTheme, themeChoice, themeChoices } from '../theme/theme.ts';
import type { ThemeChoice } from '../theme/theme.ts';

const themeNames: Record<ThemeChoice, string> = { auto: 'As the system', light: 'Light', dark: 'Dark' };

/** What is needed rarely: the theme, the list of keys, signing out. */
export function MainMenu({ onKeys, onGoTo }: { onKeys: () => void; onGoTo: () => void }) {
  return (
    <Menu face={<Icon name="more" />} label="Menu" buttonClass="button plain icon" end>
      {(close) => (
        <>
          <MenuItem keys="Ctrl K" onChoose={() => (close(), onGoTo())}>
            Go to a host or page
          </MenuItem>
          <MenuItem keys="?" onChoose={() => (close(), onKeys())}>
            Keys
          </MenuItem>
          <hr />
          <span class="menu-title">Theme</span>
          {themeChoices.map((choice) => (
            <MenuItem
              key={choice}
              checked={themeChoice.value === choice}
              onChoose={() => chooseTheme(choice)}
            >
              {themeNames[choice]}
            </MenuItem>
          ))}
          <hr />
          <MenuItem onChoose={() => void withToast(signOut, 'You are signed out')}>Sign out</MenuItem>
        </>
      )}
    </Menu>
  );
}
