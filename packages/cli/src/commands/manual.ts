import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { catalogueOf } from '../manual/catalogue.ts';
import { manPages } from '../manual/man-page.ts';

export function registerManual(
  program: Command,
  context: CommandContext,
  { version, footer }: { version: string; footer: string },
): void {
  program
    .command('manual')
    .description('write the manual pages for man(1) into a folder: hostwire manual ~/.local/share/man/man1')
    .argument('<dir>', 'the folder; it is made when it is missing')
    .action((dir: string) => {
      mkdirSync(dir, { recursive: true });
      const pages = manPages({ program: catalogueOf(program), version, footer });
      for (const { file, text } of pages) writeFileSync(join(dir, file), text);
      context.terminal.out.write(`${pages.length} manual pages are in ${dir}.\n`);
    });
}
