/** The program hostwire-agent: a JavaScript file for Node. */
export declare const agentProgram: string;
