// uPlot formats numbers in `navigator.language` as soon as it is loaded. Chromium under LANG=C (kiosks, containers)
// calls its language `en-US@posix`, which Intl refuses: no chart would ever be drawn. Import this before uPlot.

export function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    // A RangeError: not a language tag.
    return false;
  }
}

if (typeof navigator !== 'undefined' && !isLanguageTag(navigator.language)) {
  Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true });
}
