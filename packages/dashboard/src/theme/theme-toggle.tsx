import { chooseTheme, themeChoice, themeChoices } from './theme.ts';
import type { ThemeChoice } from './theme.ts';

const names: Record<ThemeChoice, string> = { auto: 'Auto', light: 'Light', dark: 'Dark' };

export function ThemeToggle() {
  return (
    <div class="segments" role="group" aria-label="Theme">
      {themeChoices.map((choice) => (
        <button
          key={choice}
          type="button"
          aria-pressed={themeChoice.value === choice}
          onClick={() => chooseTheme(choice)}
        >
          {names[choice]}
        </button>
      ))}
    </div>
  );
}
