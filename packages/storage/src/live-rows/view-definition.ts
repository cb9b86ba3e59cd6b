/** What a view over samples computes, read from its own text: views/*.sql is the one place that says it. */
import { columnGroups, type GroupName } from '@hostwire/protocol';
import { viewFiles } from '../view-files.ts';
import { NotUnderstood, parseSql, sqlTokens, type SqlToken, type SqlTree } from './sql-tree.ts';

export interface ViewDefinition {
  /** Columns that are understood, by name. A column of the table that is shown as it is is a name of itself. */
  readonly columns: ReadonlyMap<string, SqlTree>;
  /** A row per device of this group; undefined: a row per sample. */
  readonly devices: { readonly group: GroupName; readonly name: string } | undefined;
}

const definitions = new Map<string, ViewDefinition | undefined>();

/** undefined: there is no such view, or its rows are not those of samples. */
export function viewDefinition(name: string): ViewDefinition | undefined {
  if (!definitions.has(name)) {
    const view = viewFiles.find((one) => one.name === `views/${name}.sql`);
    definitions.set(name, view === undefined ? undefined : definitionOf(sqlTokens(view.sql)));
  }
  return definitions.get(name);
}

function definitionOf(tokens: readonly SqlToken[]): ViewDefinition | undefined {
  const select = tokens.findLastIndex((token) => isWord(token, 'select'));
  const from = tokens.findIndex((token, at) => at > select && isWord(token, 'from'));
  const where = tokens.findIndex((token, at) => at > from && isWord(token, 'where'));
  const filter = tokens.slice(where + 1, where + 4).map(({ text }) => text);
  const isOfSamples =
    tokens[from + 1]?.text === 'samples' && /^(samples\.)?kind = sample$/.test(filter.join(' '));
  const rest = tokens.slice(where + 4);
  if (where < 0 || !isOfSamples || rest.some(({ text }) => text !== ')')) return undefined;
  const joined = tokens.slice(from + 2, where);
  const devices = joined.length === 0 ? undefined : devicesOf(joined);
  if (joined.length > 0 && devices === undefined) return undefined;
  const columns = new Map<string, SqlTree>();
  const begin = tokens.findIndex((token) => isWord(token, 'with'));
  if (begin >= 0) for (const item of itemsOf(tokens.slice(begin + 1, select))) addColumn(columns, item);
  for (const item of itemsOf(tokens.slice(select + 1, from))) addColumn(columns, item);
  return { columns, devices };
}

/** `ARRAY JOIN disk_text.name AS device, arrayEnumerate(disk_text.name) AS i` */
function devicesOf(tokens: readonly SqlToken[]): ViewDefinition['devices'] {
  const text = tokens.map((token) => token.text).join(' ');
  const [, groupName, name] =
    /^ARRAY JOIN (\w+)_text\.name AS (\w+) , arrayEnumerate \( \1_text\.name \) AS i$/i.exec(text) ?? [];
  const group = columnGroups.find((one) => one.name === groupName);
  return group === undefined || name === undefined ? undefined : { group: group.name, name };
}

/** Between commas that stand in no brackets. */
function itemsOf(tokens: readonly SqlToken[]): SqlToken[][] {
  const items: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'mark' && '([{'.includes(token.text)) depth++;
    if (token.kind === 'mark' && ')]}'.includes(token.text)) depth--;
    if (token.kind === 'mark' && token.text === ',' && depth === 0) items.push([]);
    else items.at(-1)!.push(token);
  }
  return items;
}

function addColumn(columns: Map<string, SqlTree>, item: readonly SqlToken[]): void {
  const named = item.length > 2 && isWord(item.at(-2)!, 'as');
  const name = item.at(-1)?.text ?? '';
  const tokens = named ? item.slice(0, -2) : item;
  try {
    columns.set(name, parseSql(tokens, columns));
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
  }
}

function isWord({ kind, text }: SqlToken, word: string): boolean {
  return kind === 'name' && text.toLowerCase() === word;
}
