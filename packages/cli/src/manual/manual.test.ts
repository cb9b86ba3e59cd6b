import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { buildProgram } from '../program.ts';
import { givenTransport } from '../testing/given-transport.ts';
import { testContext } from '../testing/run-command.ts';
import { catalogueOf, everyCommand } from './catalogue.ts';
import { completionScript } from './completion.ts';
import { manPages } from './man-page.ts';

const program = catalogueOf(buildProgram(testContext(givenTransport({})), '1.2.3'));
const has = (command: string): boolean => spawnSync(command, ['--version']).status === 0;

test('the catalogue has every command with its options', () => {
  const top = everyCommand(program).find(({ words }) => words.join(' ') === 'top');
  expect(top?.options.find(({ names }) => names.includes('--sort'))?.choices).toContain('cpu');
  expect(everyCommand(program).map(({ words }) => words.join(' '))).toContain('agents list');
});

(has('bash') ? describe : describe.skip)('completion in bash', () => {
  /** What bash offers after the words of a command line, the last of which is being typed. */
  function offered(...typed: readonly string[]): string[] {
    const words = ['hostwire', ...typed].map((word) => `'${word}'`).join(' ');
    const script = `${completionScript('bash', program)}
COMP_WORDS=(${words}); COMP_CWORD=${typed.length}; _hostwire; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-u', '-c', script], {
      encoding: 'utf8',
    });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    return stdout.split('\n').filter((word) => word !== '');
  }

  test.each([
    [['to'], ['token', 'top']],
    [
      ['agents', 'l'],
      ['list', 'label'],
    ],
    [['top', '--so'], ['--sort']],
    [['top', '--sort', 'me'], ['memory']],
    [['--debug', 'alerts', 'rules', 'a'], ['apply']],
    [
      ['dump', '--format', ''],
      ['csv', 'json', 'openmetrics'],
    ],
  ])('after %j offers %j', (typed, words) => {
    expect(offered(...typed)).toEqual(expect.arrayContaining(words));
    expect(offered(...typed).every((word) => word.startsWith(typed.at(-1) ?? ''))).toBe(true);
  });
});

describe.each(['zsh', 'fish'] as const)('completion in %s', (shell) => {
  (has(shell) ? test : test.skip)('is understood by the shell', () => {
    const input = completionScript(shell, program);
    const { status, stderr } = spawnSync(shell, ['-n'], { input, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('names every command', () => {
    const script = completionScript(shell, program);
    for (const { words } of everyCommand(program).slice(1)) expect(script).toContain(words.at(-1));
  });
});

describe('manual pages', () => {
  const pages = manPages({ program, version: '1.2.3', footer: 'Exit codes: 0 done.' });

  test('are one for the program and one for each of its commands', () => {
    expect(pages.map(({ file }) => file)).toEqual([
      'hostwire.1',
      ...program.commands.map(({ words }) => `hostwire-${words.join('-')}.1`),
    ]);
  });

  test('say what the help says', () => {
    const top = pages.find(({ file }) => file === 'hostwire-top.1')?.text ?? '';
    expect(top).toContain('.SH OPTIONS');
    expect(top).toContain('\\fB\\-\\-at\\fR \\fI<time>\\fR');
    expect(pages.find(({ file }) => file === 'hostwire-alerts.1')?.text).toContain('.SH RULES APPLY');
  });

  test('have no line that roff would take for a macro of another kind', () => {
    for (const { text } of pages)
      for (const line of text.split('\n').filter((each) => /^[.']/.test(each)))
        expect(line).toMatch(/^\.(TH|SH|TP|PP|br)( |$)/);
  });
});
