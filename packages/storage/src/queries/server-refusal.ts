/** What ClickHouse said when it refused a query. */
export interface ServerRefusal {
  /** ClickHouse's error number. */
  readonly serverCode: number;
  /** Its own words, without the number, the error's name and the version around them. */
  readonly message: string;
}

/** "Code: 62. DB::Exception: Syntax error: ... (SYNTAX_ERROR) (version 26.7.2.1 (official build))" */
const form = /^Code: (\d+)\. DB::Exception: ([^]*)$/;
const nameAndVersion = / \([A-Z0-9_]+\)(?: \(version [^]*\))?$/;

/** Reads the body of a refused request; undefined when it is not ClickHouse's (a proxy answers in other words). */
export function parseServerRefusal(body: string): ServerRefusal | undefined {
  const found = form.exec(body.trim());
  if (found === null) return undefined;
  const [, number = '', words = ''] = found;
  return { serverCode: Number(number), message: words.replace(nameAndVersion, '').trim() };
}
