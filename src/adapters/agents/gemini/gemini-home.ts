import type { Environment } from '../../process/child-environment.ts';

/** The folder with `.gemini` in it that the user has named; undefined: the home folder. */
export const geminiHome = (environment: Environment): string | undefined =>
  environment.GEMINI_CLI_HOME === '' ? undefined : environment.GEMINI_CLI_HOME;
