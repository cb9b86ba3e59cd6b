/** What people press, by the names that `update` knows; a character that is typed has itself as its name. */

const named: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\u001b': 'escape',
  '\u0003': 'ctrl-c',
  '\u000c': 'ctrl-l',
  '\u0015': 'ctrl-u',
  '\u001a': 'ctrl-z',
  '\u001b[A': 'up',
  '\u001b[B': 'down',
  '\u001b[C': 'right',
  '\u001b[D': 'left',
  '\u001bOA': 'up',
  '\u001bOB': 'down',
  '\u001bOC': 'right',
  '\u001bOD': 'left',
  '\u001b[1;2C': 'shift-right',
  '\u001b[1;2D': 'shift-left',
  '\u001b[5~': 'page-up',
  '\u001b[6~': 'page-down',
  '\u001b[H': 'home',
  '\u001b[F': 'end',
  '\u001b[1~': 'home',
  '\u001b[4~': 'end',
  '\u001b[Z': 'shift-tab',
};

const piece = /\u001b(?:\[[0-9;?]*[A-Za-z~]|O[A-Za-z])|[^]/gu;

/** The keys in what a terminal sent; sequences that nobody listens for are left out. */
export function keysOf(input: string): string[] {
  return (input.match(piece) ?? []).flatMap((text) => {
    const name = named[text];
    if (name !== undefined) return [name];
    return text >= ' ' && !text.startsWith('\u001b') ? [text] : [];
  });
}
