/** The variable with the mark. */
export const markName = 'PLANLOOM_PROCESS';

/**
 * What the marks of all processes begin with that this planloom starts. By its mark a process is found again that has
 * left its group; a resume of the same run has other marks.
 */
export const markPrefix = `${process.pid}.${Date.now()}.`;

/** What the environment of every program that this process has started has in it: the beginning of its mark. */
export const marksOf = (pid: number): string => `${markName}=${pid}.`;
