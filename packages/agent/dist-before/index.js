export { agentProgram } from "./program.js";
export { readStatus } from "./status-file.js";
//# sourceMappingURL=index.js.map