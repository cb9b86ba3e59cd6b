import { packageFile } from './package-file.ts';

/** The program hostwire-agent: a JavaScript file for Node. */
export const agentProgram = packageFile('bin/hostwire-agent.cjs');
