import type { SurveyFindings, Surveyor } from './survey.ts';
export declare class CgroupGroup implements Surveyor {
    #private;
    readonly name = "cgroup";
    constructor({ sysRoot }: {
        readonly sysRoot: string;
    });
    get resets(): number;
    survey(monoMs: number): Promise<SurveyFindings>;
    forget(): void;
    close(): void;
}
