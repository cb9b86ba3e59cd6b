/** What ClickHouse said when it refused a query. */
export interface ServerRefusal {
  /** ClickHouse's error number. */
  readonly serverCode: number;
  /** Its own words, without the number, the error's name and the version around them. */
  readonly message: string;
}

/** "Code: 62. DB::Exception: Syntax error: ... (SYNTAX_ERROR) (version 26.7.2.1 (official build))" */
const form = /^Code: (\d+)\. DB::\w*Exception: ([^]*)$/;
/**
 * What comes from a library inside the server: "Poco::Exception. Code: 1000, e.code() = 0, ...", "std::exception. Code: 1001, type:
 * avro::Exception, e.what() = ...", "Unknown exception. Code: 1002, type: ..." (getExceptionMessage in ClickHouse's Exception.cpp).
 */
const foreignForm =
  /^(?:Poco::Exception|std::exception|Unknown exception)\. Code: (\d+), (?:e\.code\(\) = -?\d+, |type: [^,]*, e\.what\(\) = )?([^]*)$/;
const nameAndVersion = / \([A-Z0-9_]+\)(?: \(version [^]*\))?$/;

const version = / \(version [^()]*(?:\([^()]*\))?\)$/;

/** Reads the body of a refused request; undefined when it is not ClickHouse's (a proxy answers in other words). */
export function parseServerRefusal(body: string): ServerRefusal | undefined {
  const text = body.trim();
  const found = form.exec(text) ?? foreignForm.exec(text);
  if (found === null) return undefined;
  const [, number = '', words = ''] = found;
  return {
    serverCode: Number(number),
    message: words.replace(nameAndVersion, '').replace(version, '').trim(),
  };
}
