// An owner of a server in a process of its own: node owner.mjs OPTIONS_AS_JSON
// Prints one line of JSON, the endpoints or the error, and then lives until it is killed or its input ends.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
const { EmbeddedClickHouse } = await import('../src/index.ts');

const server = new EmbeddedClickHouse(JSON.parse(process.argv[2]));
process.stdin.resume().on('end', () => server.stop());
try {
  console.log(JSON.stringify(await server.start()));
} catch (error) {
  console.log(JSON.stringify({ code: error.code, message: error.message }));
  process.stdin.destroy();
}
