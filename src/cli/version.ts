declare const PLANLOOM_VERSION: string;

/** The version of this program, put in when it is built. */
export const version: string = PLANLOOM_VERSION;
