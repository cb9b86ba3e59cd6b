import { fileURLToPath } from 'node:url';
/** The program hostwire-agent: a JavaScript file for Node. */
export const agentProgram = fileURLToPath(new URL('../bin/hostwire-agent.js', import.meta.url));
//# sourceMappingURL=program.js.map