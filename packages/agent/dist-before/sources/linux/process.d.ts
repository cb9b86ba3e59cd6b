import type { SurveyFindings, Surveyor } from './survey.ts';
export interface ProcessOptions {
    readonly procRoot: string;
    readonly passwdFile?: string;
}
export declare class ProcessGroup implements Surveyor {
    #private;
    readonly name = "process";
    constructor({ procRoot, passwdFile }: ProcessOptions);
    get resets(): number;
    survey(monoMs: number): Promise<SurveyFindings>;
    forget(): void;
    close(): void;
}
