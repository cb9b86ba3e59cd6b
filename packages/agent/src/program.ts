import { fileURLToPath } from 'node:url';

/** The program hostwire-agent as a JavaScript file, for those who start it as a child. */
export const agentProgram = fileURLToPath(new URL('../bin/hostwire-agent.js', import.meta.url));
