const acronyms: ReadonlySet<string> = new Set(['cpu', 'oom', 'raid', 'sql', 'api']);

/** An id such as `host_silent` or `agent.enrol` in words: `Host silent`, `Agent enrol`; `cpu_steal`: `CPU steal`. */
export function wordsOf(id: string): string {
  const words = id.split(/[_.]/).map((word) => (acronyms.has(word) ? word.toUpperCase() : word));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
