// An owner of a server in a process of its own: node owner.mjs OPTIONS_AS_JSON
// Prints one line of JSON, the endpoints or the error, and then lives until it is killed or its input ends.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
const { EmbeddedClickHouse } = await import('../src/index.ts');

const server = new EmbeddedClickHouse(JSON.parse(process.argv[2]));
process.stdin.resume().on('end', () => server.stop());
try {
  const endpoints = await server.start();
  const { confinement } = server;
  console.log(JSON.stringify({ ...endpoints, confinement }));
} catch (error) {
  console.log(JSON.stringify({ code: error.code, message: error.message }));
  process.stdin.destroy();
}
