// Runs before the first paint, so that a chosen theme does not flash the other one. The key is that of theme/theme.ts.
try {
  const chosen = localStorage.getItem('hostwire.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is forbidden in this browser: the system's theme applies.
}
