export type Environment = Readonly<Record<string, string | undefined>>;

const usual = /^(?:PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_\w+|TERM|TZ|TMPDIR|TEMP|TMP|XDG_\w+)$/;

/** Without these, Windows starts hardly anything. It does not tell large letters from small ones. */
const usualOnWindows =
  /^(?:PATHEXT|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|USERPROFILE|USERNAME|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES.*|HOMEDRIVE|HOMEPATH|NUMBER_OF_PROCESSORS|PROCESSOR_\w+)$/;

/**
 * The environment of a child process: the usual variables of `parent`, those that `names` lists, and what is `added`.
 * Everything else stays here: an agent has no business with the keys of others.
 */
export const childEnvironment = (
  parent: Environment,
  names: readonly string[],
  added: Readonly<Record<string, string>>,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> => {
  const isWindows = platform === 'win32';
  const spelled = (name: string): string => (isWindows ? name.toUpperCase() : name);
  const wanted = new Set(names.map(spelled));
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(parent)) {
    const key = spelled(name);
    if (value === undefined) continue;
    if (usual.test(key) || wanted.has(key) || (isWindows && usualOnWindows.test(key))) environment[name] = value;
  }
  return Object.assign(environment, added);
};
