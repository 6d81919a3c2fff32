import path from 'node:path';
import type { PermissionLevel } from '../../../domain/agent.ts';
import type { AgentCommand, AgentStart } from '../agent-adapter.ts';
import { geminiHome } from './gemini-home.ts';
import { commandsAllowed, forbidden } from './policies.ts';
import { resumeCommand } from './resume-command.ts';
import { shieldedNames } from './shielded-names.ts';

const files = {
  forbidden: 'gemini/forbidden.toml',
  commands: 'gemini/commands.toml',
  trust: 'gemini/trusted-folders.json',
  defaults: 'gemini/defaults.json',
} as const;

/** Only what the user's own settings do not say. */
const defaults = {
  general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
  privacy: { usageStatisticsEnabled: false },
};

/** `default` has neither tools that write nor commands, where nobody can be asked. Plan mode has, for its plans. */
const modes: Readonly<Record<PermissionLevel, string>> = { read: 'default', edit: 'auto_edit', full: 'yolo' };

/** The command line of Gemini CLI for an attempt. */
export const geminiStart = (start: AgentStart): AgentCommand => {
  const { program, model, permissions, resume, newSession, repositoryConfig, args } = start;
  const place = (file: string): string => path.join(start.privateFolder, file);
  const isTrusted = repositoryConfig === 'trusted';
  const mayRunCommands = permissions === 'edit';
  const command = [
    program,
    // Each takes as many values as follow, so what comes next begins with a dash.
    ...['--admin-policy', place(files.forbidden)],
    ...(mayRunCommands ? ['--policy', place(files.commands), '--policy', ownPolicies(start)] : []),
    // It has a folder trusted after its settings are read, so that those of the repository are passed over.
    ...(isTrusted ? [] : ['--skip-trust']),
    ...['--approval-mode', modes[permissions]],
    ...(model === null ? [] : ['--model', model]),
    ...['--output-format', 'stream-json'],
    ...args,
  ] as const;
  const isPosix = start.folder.startsWith('/');
  return {
    command:
      resume === null
        ? [...command, '--session-id', newSession]
        : isPosix
          ? resumeCommand(resume, command)
          : [...command, '--resume', resume],
    env: {
      ...(isTrusted ? { GEMINI_CLI_TRUST_WORKSPACE: 'true' } : shield(start, place(files.trust))),
      ...(usesDefaults(start) ? { GEMINI_CLI_SYSTEM_DEFAULTS_PATH: place(files.defaults) } : {}),
      // Else it starts itself once more, and that process hears no signals.
      GEMINI_CLI_NO_RELAUNCH: 'true',
      GEMINI_TELEMETRY_ENABLED: 'false',
      NO_BROWSER: 'true',
      NO_COLOR: '1',
    },
    files: [
      { path: files.forbidden, text: forbidden(permissions) },
      ...(mayRunCommands ? [{ path: files.commands, text: commandsAllowed }] : []),
      ...(isTrusted ? [] : [{ path: files.trust, text: '{}\n' }]),
      ...(usesDefaults(start) ? [{ path: files.defaults, text: `${JSON.stringify(defaults)}\n` }] : []),
    ],
    // Taken up from another folder it gets a new id, which it tells when it has begun.
    session: resume ?? newSession,
  };
};

/** The user's own rules, which are read by themselves only without `--policy`. They may not be there. */
const ownPolicies = ({ environment }: AgentStart): string => {
  const home = geminiHome(environment) ?? environment.HOME ?? environment.USERPROFILE ?? '.';
  return path.join(home, '.gemini', 'policies');
};

/** It believes a file of defaults only where it and all folders above it belong to root. */
const usesDefaults = ({ isRoot, environment }: AgentStart): boolean =>
  isRoot && environment.GEMINI_CLI_SYSTEM_DEFAULTS_PATH === undefined;

/** What keeps the repository's configuration off: no folder counts as one that the user trusts, and no `.env` redirects it. */
const shield = ({ environment }: AgentStart, trustFile: string): Record<string, string> => ({
  ...Object.fromEntries(shieldedNames.filter((name) => environment[name] === undefined).map((name) => [name, ''])),
  GEMINI_CLI_TRUSTED_FOLDERS_PATH: trustFile,
});
