import { signal } from '@preact/signals';

/** How many alerts fire, as far as the page shown knows; beside the navigation's entry. */
export const firingCount = signal(0);
