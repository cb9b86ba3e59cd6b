import { useLocation } from 'preact-iso';
import { useSession } from '../session/current-session.ts';
import { signOut } from '../session/session.ts';
import { Icon } from '../design/icon.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { withToast } from '../design/toast.tsx';
import { chooseTheme, themeChoice, themeChoices } from '../theme/theme.ts';
import type { ThemeChoice } from '../theme/theme.ts';
import { menuDestinationsFor } from './navigation.ts';

const themeNames: Record<ThemeChoice, string> = { auto: 'As the system', light: 'Light', dark: 'Dark' };

function chosen(close: () => void, act: () => void): void {
  close();
  act();
}

/** Who is signed in, and the pages of that. */
function AccountItems({ close }: { close: () => void }) {
  const { route } = useLocation();
  const session = useSession();
  return (
    <>
      {session !== undefined && session.user !== null && (
        <span class="menu-title">
          {session.user}, {session.role}
        </span>
      )}
      {menuDestinationsFor(session).map(({ path, name }) => (
        <MenuItem key={path} onChoose={() => chosen(close, () => route(path))}>
          {name}
        </MenuItem>
      ))}
      <MenuItem onChoose={() => void withToast(signOut, 'You are signed out')}>Sign out</MenuItem>
    </>
  );
}

/** What is needed rarely: the theme, the list of keys, the own account, signing out. */
export function MainMenu({ onKeys, onGoTo }: { onKeys: () => void; onGoTo: () => void }) {
  return (
    <Menu face={<Icon name="more" />} label="Menu" buttonClass="button plain icon" end>
      {(close) => (
        <>
          <MenuItem keys="Ctrl K" onChoose={() => chosen(close, onGoTo)}>
            Go to a host or page
          </MenuItem>
          <MenuItem keys="?" byKeyboard onChoose={() => chosen(close, onKeys)}>
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
          <AccountItems close={close} />
        </>
      )}
    </Menu>
  );
}
