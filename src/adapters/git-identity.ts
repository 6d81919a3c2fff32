import { execFile } from 'node:child_process';
import type { Identity } from '../ports/identity.ts';

const ask = (cwd: string, key: string): Promise<string> =>
  new Promise((resolve) => {
    execFile('git', ['config', '--get', key], { cwd, timeout: 5000 }, (error, stdout) => {
      resolve(error === null ? stdout.trim() : '');
    });
  });

/** The author as git would write it, `Name <mail>`: from the environment first, then from git's configuration. */
export const gitIdentity = (cwd: string, env: Readonly<Record<string, string | undefined>>): Identity => ({
  async author() {
    const name = env.GIT_AUTHOR_NAME ?? (await ask(cwd, 'user.name'));
    const mail = env.GIT_AUTHOR_EMAIL ?? (await ask(cwd, 'user.email'));
    if (name === '') return mail === '' ? null : mail;
    return mail === '' ? name : `${name} <${mail}>`;
  },
});
