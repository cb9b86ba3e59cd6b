export { agentProgram } from './program.ts';
export { readStatus, type AgentStatus } from './status-file.ts';
