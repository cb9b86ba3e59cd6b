// The child process: `clickhouse local` out of libchdb.so with its network ports open, until standard input ends.
// Plain JavaScript, so that it runs the same beside the sources and beside the built package.
//
//   node server-process.cjs LIBRARY CONFIG RULES
//
// RULES is JSON: what the engine may open, for `confine`, or null where the kernel cannot confine.
//
// Nobody writes to standard input. The owner holds the other end of that pipe, so its death, however sudden, ends
// the last query below, and with it the server.
'use strict';

const { DataType, load, open } = require('ffi-rs');
const { confine } = require('./landlock.cjs');

const [libraryPath, configPath, rulesJson] = process.argv.slice(2);
const rules = JSON.parse(rulesJson);
const openPortsAndWait =
  'SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP; SELECT count() FROM table FORMAT Null';

// A service manager signals the whole group at once. When to stop is the owner's decision, told by the pipe: it may
// still have something to commit. A listener, though it never runs (this thread stays in the call), replaces the
// default action.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => undefined);

open({ library: 'chdb', path: libraryPath });

// SQL can read files: `file()` opens whatever the process may open, whoever asks. ClickHouse starts its threads from this one.
if (rules !== null) confine(rules);

const args = [
  'clickhouse-local',
  `--config-file=${configPath}`,
  '--log-level=information',
  '--input-format=LineAsString',
  '--structure=line String',
  `--query=${openPortsAndWait}`,
];
load({
  library: 'chdb',
  funcName: 'chdb_query_cmdline',
  retType: DataType.External,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [args.length, args],
});

// The exit handlers of the library and of Node clash, so none may run. libchdb links libc, which resolves `_exit`.
load({
  library: 'chdb',
  funcName: '_exit',
  retType: DataType.Void,
  paramsType: [DataType.I32],
  paramsValue: [0],
});
