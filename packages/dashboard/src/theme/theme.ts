// Light, dark or as the system says. Style sheets follow `data-theme` through `color-scheme` and `light-dark()`;
// canvases ask `darkTheme`. public/theme.js sets the attribute before the first paint.
import { computed, effect, signal } from '@preact/signals';

export type ThemeChoice = 'auto' | 'light' | 'dark';
export const themeChoices: readonly ThemeChoice[] = ['auto', 'light', 'dark'];

const storageKey = 'hostwire.theme';
const systemDark = matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = signal(systemDark.matches);

function storedChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === 'light' || stored === 'dark' ? stored : 'auto';
  } catch {
    // Storage is forbidden in this browser: the choice lasts as long as the page.
    return 'auto';
  }
}

export const themeChoice = signal<ThemeChoice>(storedChoice());
export const darkTheme = computed(() =>
  themeChoice.value === 'auto' ? systemIsDark.value : themeChoice.value === 'dark',
);

export function chooseTheme(choice: ThemeChoice): void {
  themeChoice.value = choice;
  try {
    if (choice === 'auto') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, choice);
  } catch {
    // As above: nothing to keep it in.
  }
}

export function startTheme(): void {
  systemDark.addEventListener('change', ({ matches }) => (systemIsDark.value = matches));
  effect(() => {
    const root = document.documentElement;
    if (themeChoice.value === 'auto') delete root.dataset['theme'];
    else root.dataset['theme'] = themeChoice.value;
  });
}
