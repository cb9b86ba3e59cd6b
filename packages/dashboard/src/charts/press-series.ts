/** Which series are hidden after one was pressed: all others; or none, when it stood alone; with Ctrl: this one, too. */
export function pressSeries(
  labels: readonly string[],
  hidden: ReadonlySet<string>,
  { label, adds }: { label: string; adds: boolean },
): ReadonlySet<string> {
  if (adds) {
    const next = new Set(hidden);
    if (!next.delete(label)) next.add(label);
    return next;
  }
  const others = labels.filter((each) => each !== label);
  const isAlone = !hidden.has(label) && others.every((each) => hidden.has(each));
  return new Set(isAlone ? [] : others);
}
