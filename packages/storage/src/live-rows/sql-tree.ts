/** Expressions of SQL, as views and rules have them, read into a tree: what their figures are computed from without ClickHouse. */

export type SqlTree =
  | { readonly kind: 'literal'; readonly value: number | string | null }
  /** A column, perhaps with what stands before it: `cpu.user_ms`. */
  | { readonly kind: 'name'; readonly name: string }
  /** Operators are calls, too: `+`, `=`, `and`, `isNull`; `a[i]` is `arrayElement`. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly SqlTree[] };

/** The text has something that is not read here: ClickHouse has to be asked. */
export class NotUnderstood extends Error {}

export interface SqlToken {
  readonly kind: 'number' | 'name' | 'text' | 'mark';
  /** Of a text what it says, without quotes. */
  readonly text: string;
}

const tokenPattern =
  /\s+|--[^\n]*|(\d+(?:_\d+)*(?:\.\d+)?(?:e[+-]?\d+)?)|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|'((?:[^'\\]|\\.|'')*)'|(<=|>=|!=|<>|\S)/gy;

export function sqlTokens(text: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (const [, number, name, quoted, mark] of text.matchAll(tokenPattern)) {
    if (number !== undefined) tokens.push({ kind: 'number', text: number.replaceAll('_', '') });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (quoted !== undefined)
      tokens.push({ kind: 'text', text: quoted.replaceAll(/\\(.)|'(')/g, '$1$2') });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
  }
  return tokens;
}

/** Operators of two sides by how closely they bind, loosest first. */
const binaryLevels: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['=', '!=', '<>', '<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/'],
];
const comparisonLevel = 2;

/** Throws NotUnderstood. `aliases` receives what is named inside of brackets: `(a / b AS share)`. */
export function parseSql(tokens: readonly SqlToken[], aliases = new Map<string, SqlTree>()): SqlTree {
  const parser = new ExpressionParser(tokens, aliases);
  const tree = parser.expression();
  parser.end();
  return tree;
}

class ExpressionParser {
  readonly #tokens: readonly SqlToken[];
  readonly #aliases: Map<string, SqlTree>;
  #at = 0;

  constructor(tokens: readonly SqlToken[], aliases: Map<string, SqlTree>) {
    this.#tokens = tokens;
    this.#aliases = aliases;
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw this.#notUnderstood();
  }

  expression(level = 0): SqlTree {
    const operators = binaryLevels[level];
    if (operators === undefined) return this.#postfix();
    if (level === comparisonLevel && this.#take('not')) return call('not', this.expression(level));
    let left = this.expression(level + 1);
    for (;;) {
      const operator = operators.find((one) => this.#take(one));
      if (operator !== undefined) {
        left = call(operator === '<>' ? '!=' : operator, left, this.expression(level + 1));
        continue;
      }
      const tested = level === comparisonLevel ? this.#test(left) : undefined;
      if (tested === undefined) return left;
      left = tested;
    }
  }

  /** What follows a value in words: IS NULL, LIKE, IN. */
  #test(left: SqlTree): SqlTree | undefined {
    if (this.#take('is')) {
      const name = this.#take('not') ? 'isNotNull' : 'isNull';
      this.#expect('null');
      return call(name, left);
    }
    const isNegated = this.#take('not');
    const negated = (tree: SqlTree) => (isNegated ? call('not', tree) : tree);
    if (this.#take('like')) return negated(call('like', left, this.expression(comparisonLevel + 1)));
    if (this.#take('in')) {
      this.#expect('(');
      return negated(call('in', left, ...this.#list(')')));
    }
    if (isNegated) throw this.#notUnderstood();
    return undefined;
  }

  #postfix(): SqlTree {
    let tree = this.#primary();
    while (this.#take('[')) tree = call('arrayElement', tree, ...this.#list(']'));
    return tree;
  }

  #primary(): SqlTree {
    if (this.#take('-')) return call('negate', this.#postfix());
    if (this.#take('(')) {
      const tree = this.expression();
      if (this.#take('as')) this.#aliases.set(this.#next('name').text, tree);
      this.#expect(')');
      return tree;
    }
    const token = this.#tokens[this.#at++];
    if (token?.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    if (token?.kind === 'text') return { kind: 'literal', value: token.text };
    if (token?.kind !== 'name') throw this.#notUnderstood();
    if (this.#take('(')) return call(token.text, ...this.#list(')'));
    if (/^null$/i.test(token.text)) return { kind: 'literal', value: null };
    return { kind: 'name', name: token.text };
  }

  #list(close: string): SqlTree[] {
    const items: SqlTree[] = [];
    if (this.#take(close)) return items;
    do items.push(this.expression());
    while (this.#take(','));
    this.#expect(close);
    return items;
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind === 'text' || token.text.toLowerCase() !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#notUnderstood();
  }

  #next(kind: SqlToken['kind']): SqlToken {
    const token = this.#tokens[this.#at++];
    if (token?.kind !== kind) throw this.#notUnderstood();
    return token;
  }

  #notUnderstood(): NotUnderstood {
    const token = this.#tokens[Math.min(this.#at, this.#tokens.length - 1)];
    return new NotUnderstood(`cannot read SQL at "${token?.text ?? ''}"`);
  }
}

function call(name: string, ...args: SqlTree[]): SqlTree {
  return { kind: 'call', name, args };
}
